namespace ForeignTransport.PowerShell.Tests.Hosting;

/// <summary>What the fake server answers.</summary>
internal sealed record Reply(int Status, string Body)
{
    public string ContentType { get; init; } = "application/json";

    public Uri? Location { get; init; }
}
