namespace ForeignTransport.Shell.Files;

/// <summary>The lines around one that Select-String found. Those to display are without other matches, and none is there twice.</summary>
public sealed class MatchInfoContext
{
    public string[] PreContext { get; init; } = [];

    public string[] PostContext { get; init; } = [];

    public string[] DisplayPreContext { get; init; } = [];

    public string[] DisplayPostContext { get; init; } = [];
}
