using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Migration;

/// <summary>Reads single values of objects of an Exchange server.</summary>
internal static class ExchangeValue
{
    /// <summary>The exact number in <c>10 MB (10,485,760 bytes)</c>, grouped as the server's language does it.</summary>
    private static readonly Regex ExactBytes = new(@"\(([\d.,'’\s\u00a0\u202f]+)\s*bytes?\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The value without PowerShell's wrapping; an object that has only properties stays.</summary>
    public static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    /// <summary>A text; an object is the text that it showed itself as. Null when there is none.</summary>
    public static string? Text(object? value) => Bare(value) switch
    {
        null => null,
        string text => text.Trim(),
        PSObject item => Shown(item),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture)
    };

    /// <exception cref="ExchangeFileException">It is neither true nor false.</exception>
    public static bool? Flag(object? value, string property) => Bare(value) switch
    {
        null => null,
        bool flag => flag,
        var other => bool.TryParse(Text(other), out var flag) ? flag : throw new ExchangeFileException($"{property} \"{Text(other)}\" is neither true nor false.")
    };

    /// <summary>A size: <c>10 MB (10,485,760 bytes)</c>, <c>Unlimited</c>, a number of bytes, or an object with IsUnlimited and Value. Null when there is none.</summary>
    /// <exception cref="ExchangeFileException">It is none of these.</exception>
    public static SizeParameter? Size(object? value, string property)
    {
        switch (Bare(value))
        {
            case null or "":
                return null;
            case int or long or uint or ulong or double or decimal:
                return Convert.ToDouble(Bare(value), CultureInfo.InvariantCulture) is >= 0 and < long.MaxValue
                    ? new SizeParameter(Convert.ToInt64(Bare(value), CultureInfo.InvariantCulture))
                    : throw new ExchangeFileException($"{property} \"{Text(value)}\" is not a size.");
            case PSObject item when item.Properties["IsUnlimited"] is { } unlimited:
                if (Flag(unlimited.Value, property) is true)
                    return new SizeParameter("unlimited");
                return Size(Inner(item), property);
            case PSObject item when item.Properties["Value"] is not null:
                return Size(Inner(item), property);
        }

        if (Text(value) is not { Length: > 0 } text)
            throw new ExchangeFileException($"{property} is an object without its value: ConvertTo-Json leaves it out on some servers. Write the file with Export-Clixml.");
        if (ExactBytes.Match(text) is { Success: true } exact
            && long.TryParse(new string([.. exact.Groups[1].Value.Where(char.IsDigit)]), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
            return new SizeParameter(bytes);
        return UnlimitedSize.IsUnlimitedText(text) || ByteQuantifiedSize.TryParseBytes(text, out _)
            ? new SizeParameter(text)
            : throw new ExchangeFileException($"{property} \"{text}\" is not a size.");
    }

    /// <summary>The name of a server: a name, a distinguished name, the path of an object in the directory, or an object with one of these.</summary>
    /// <exception cref="ExchangeFileException">It is none of these.</exception>
    public static string ServerName(object value)
    {
        var text = Bare(value) is PSObject item ? Text(item.Properties["Name"]?.Value) ?? Text(item.Properties["DistinguishedName"]?.Value) ?? Text(value) : Text(value);
        if (string.IsNullOrEmpty(text))
            throw new ExchangeFileException("One of its SourceTransportServers is not understood.");
        if (text!.StartsWith("CN=", StringComparison.OrdinalIgnoreCase))
            return text.Substring(3).Split(',')[0].Replace("\\", "");
        return text.Substring(text.LastIndexOf('/') + 1);
    }

    // The value, or where that tells nothing the text of the whole, which is the value's.
    private static object? Inner(PSObject item) =>
        item.Properties["Value"]?.Value is { } inner && (Bare(inner) is not PSObject nested || nested.Properties["Value"] is not null || Shown(nested) is { Length: > 0 })
            ? inner
            : Shown(item) is { Length: > 0 } shown ? shown : new PSObject();

    // An object without a text of its own shows its properties as @{...}; that is no value.
    private static string? Shown(PSObject item) => item.ToString() is var text && text.StartsWith("@{", StringComparison.Ordinal) ? null : text.Trim();
}
