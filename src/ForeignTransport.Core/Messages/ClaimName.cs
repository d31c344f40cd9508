using System.Text;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// The name of a claimed file: <c>order7.eml</c> becomes <c>order7.&lt;id&gt;.tmp</c>. The id is in the name so that a crash between the claim
/// and its deletion is resolved by asking about that id, never by submitting again under a new one.
/// </summary>
public static class ClaimName
{
    private const string Extension = ".tmp";
    private const int IdLength = 32;

    /// <summary>Longest file name in bytes on the file systems in use.</summary>
    private const int MaxNameBytes = 255;

    /// <summary>The claim's name for a file named <paramref name="fileName"/>; a base name that would become too long is cut.</summary>
    public static string Format(string fileName, MessageId id)
    {
        var baseName = BaseName(fileName);
        var room = MaxNameBytes - IdLength - Extension.Length - 1;
        while (Encoding.UTF8.GetByteCount(baseName) > room)
        {
            baseName = baseName[..^(baseName.Length > 1 && char.IsLowSurrogate(baseName[^1]) ? 2 : 1)];
        }

        return $"{baseName}.{id}{Extension}";
    }

    /// <summary>Recognizes a claim; any other file, also one that ends in <c>.tmp</c>, is not ours.</summary>
    public static bool TryParse(string fileName, out string baseName, out MessageId id)
    {
        baseName = "";
        id = default;
        var end = fileName.Length - Extension.Length;
        if (end < IdLength + 1
            || !fileName.EndsWith(Extension, StringComparison.Ordinal)
            || fileName[end - IdLength - 1] != '.'
            || !MessageId.TryParse(fileName.AsSpan(end - IdLength, IdLength), out id))
        {
            return false;
        }

        baseName = fileName[..(end - IdLength - 1)];
        return true;
    }

    /// <summary>The name without its last extension: <c>a.b.eml</c> is <c>a.b</c>.</summary>
    public static string BaseName(string fileName)
    {
        var dot = fileName.LastIndexOf('.');
        return dot < 0 ? fileName : fileName[..dot];
    }
}
