using System.Management.Automation;
using System.Text;

namespace ForeignTransport.Shell.Files;

/// <summary>The encodings that PowerShell names. Nothing said is UTF-8 without a mark at its beginning.</summary>
internal static class FileEncoding
{
    public static readonly string[] Names = ["utf8", "utf8NoBOM", "utf8BOM", "ascii", "unicode", "bigendianunicode", "utf32"];

    public static Encoding Of(string? name) => name?.ToLowerInvariant() switch
    {
        null or "utf8" or "utf8nobom" => new UTF8Encoding(false),
        "utf8bom" => new UTF8Encoding(true),
        "ascii" => Encoding.ASCII,
        "unicode" => Encoding.Unicode,
        "bigendianunicode" => Encoding.BigEndianUnicode,
        "utf32" => Encoding.UTF32,
        _ => throw new PSArgumentException($"There is no encoding '{name}'. Encodings are {string.Join(", ", Names)}."),
    };
}
