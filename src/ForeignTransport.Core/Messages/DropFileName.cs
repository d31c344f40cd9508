using System.Globalization;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// The name of a file in a Drop directory: <c>yyyyMMddHHmmssfff-server-messageid-n.eml</c>. Unique without a lock, because the message
/// and the attempt are in it; sorts by time; safe on every file system.
/// </summary>
/// <param name="Time">When the name was chosen, to the millisecond; written in UTC.</param>
/// <param name="Server">The server that writes; lower case, <c>a-z 0-9 -</c>.</param>
/// <param name="Message">The message.</param>
/// <param name="Number">Counts the files of this message on this connector, from 1.</param>
public readonly record struct DropFileName(DateTimeOffset Time, string Server, MessageId Message, int Number)
{
    /// <summary>The only extension that a gateway may pick up.</summary>
    public const string Extension = ".eml";

    private const string TimeFormat = "yyyyMMddHHmmssfff";
    private const int IdLength = 32;

    /// <summary>Chooses a name; characters of the server's name that a file name should not have become <c>-</c>.</summary>
    public static DropFileName Create(DateTimeOffset time, string serverName, MessageId message, int number) =>
        new(
            DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()),
            string.Concat(serverName.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')),
            message,
            number);

    /// <summary>Reads a name that <see cref="ToString"/> wrote; false for any other.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DropFileName name)
    {
        name = default;
        if (!text.EndsWith(Extension, StringComparison.Ordinal))
        {
            return false;
        }

        // The server's name may contain hyphens, so it is what is left between the parts of known shape.
        var rest = text[..^Extension.Length];
        var numberStart = rest.LastIndexOf('-') + 1;
        var idStart = numberStart - 1 - IdLength;
        if (idStart < TimeFormat.Length + 3
            || rest[TimeFormat.Length] != '-'
            || rest[idStart - 1] != '-'
            || !DateTimeOffset.TryParseExact(rest[..TimeFormat.Length], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || !MessageId.TryParse(rest[idStart..(numberStart - 1)], out var message)
            || !int.TryParse(rest[numberStart..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        name = new DropFileName(time, rest[(TimeFormat.Length + 1)..(idStart - 1)].ToString(), message, number);
        return text.SequenceEqual(name.ToString());
    }

    /// <summary>The file name with its extension.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Time.UtcDateTime:yyyyMMddHHmmssfff}-{Server}-{Message}-{Number}{Extension}");
}
