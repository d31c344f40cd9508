namespace ForeignTransport.PowerShell.Values;

/// <summary>A directory that was given to a parameter. PowerShell makes an empty text of a <c>$null</c> for a string; here it stays <c>$null</c> and means: off.</summary>
public sealed class LocalLongFullPath
{
    public LocalLongFullPath(string path) => Path = path;

    public string Path { get; }

    /// <inheritdoc />
    public override string ToString() => Path;
}
