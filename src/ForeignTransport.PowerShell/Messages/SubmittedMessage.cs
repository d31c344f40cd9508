namespace ForeignTransport.PowerShell.Messages;

/// <summary>A message that a server has taken over: it is durable there.</summary>
public sealed class SubmittedMessage
{
    public string Id { get; internal set; } = "";

    public int Recipients { get; internal set; }

    public string Path { get; internal set; } = "";
}
