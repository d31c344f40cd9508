namespace ForeignTransport.PowerShell.Values;

/// <summary>What names an object: its name, its GUID, or <c>Server\Name</c>.</summary>
public abstract class IdentityParameter
{
    private protected IdentityParameter(string text)
    {
        Text = (text ?? "").Trim();
        if (Text.Length == 0)
            throw new ArgumentException("An identity is a name, a GUID or Server\\Name; it cannot be empty.");
        if (Text is "." or "..")
            throw new ArgumentException($"\"{Text}\" cannot be used as an identity; use the GUID of the object.");
    }

    /// <summary>As it was given.</summary>
    public string Text { get; }

    internal bool IsPattern => Text.IndexOf('*') >= 0;

    /// <summary>As a part of a path of the HTTP API.</summary>
    internal string Path => Uri.EscapeDataString(Text);

    /// <inheritdoc />
    public override string ToString() => Text;
}
