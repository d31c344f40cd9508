namespace ForeignTransport.Core.Tracking;

/// <summary>
/// The number under which the table finds an address or a Message-ID: an index of numbers is a third of one of texts. Stored, so it never changes.
/// Two texts with one number are told apart by <see cref="TrackingFilter.Matches"/>.
/// </summary>
public static class TrackingHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>FNV-1a over the lower-case text, so that case does not count.</summary>
    public static long Of(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var c in text)
        {
            var lower = char.ToLowerInvariant(c);
            hash = unchecked((hash ^ (byte)lower) * Prime);
            hash = unchecked((hash ^ (byte)(lower >> 8)) * Prime);
        }

        return unchecked((long)hash);
    }

    /// <summary>The number of a Message-ID, whose angle brackets may be left out in a search.</summary>
    public static long OfMessageId(ReadOnlySpan<char> messageId) => Of(WithoutBrackets(messageId));

    internal static ReadOnlySpan<char> WithoutBrackets(ReadOnlySpan<char> messageId)
    {
        var text = messageId.Trim();
        return text.Length > 1 && text[0] == '<' && text[^1] == '>' ? text[1..^1] : text;
    }
}
