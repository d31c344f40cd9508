using System.Collections.Immutable;
using System.Text;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Tracking;

/// <summary>Several values in one field, joined with <c>;</c>. The form has no escapes, so the writer alters what would read as a joint.</summary>
internal static class TrackingList
{
    public static string JoinAddresses(ImmutableArray<string> addresses) => string.Join(';', addresses.Select(CleanAddress));

    public static string JoinStatuses(ImmutableArray<string> statuses) => string.Join(';', statuses.Select(CleanStatus));

    /// <summary>Splits at <c>;</c> outside of quoted local parts (RFC 5321 section 4.1.2).</summary>
    public static ImmutableArray<string> SplitAddresses(string text) => Split(text, isStatus: false);

    /// <summary>Splits at <c>;</c> outside of <c>[...]</c>.</summary>
    public static ImmutableArray<string> SplitStatuses(string text) => Split(text, isStatus: true);

    /// <summary>An address that reads back as one; only an unbalanced quote or a bare semicolon, which no SMTP address has, is altered.</summary>
    internal static string CleanAddress(string address) =>
        !address.AsSpan().ContainsAny(';', '"')
        || (Split(address, isStatus: false) is [var single] && single == address && !EndsInsideQuotes(address))
            ? address
            : address.Replace(';', ',').Replace('"', '\'');

    internal static string CleanStatus(string status) =>
        !status.AsSpan().ContainsAny(';', '[', ']') || LastErrorText.TryParse(status, out _)
            ? status
            : status.Replace(';', ',').Replace('[', '(').Replace(']', ')');

    private static ImmutableArray<string> Split(string text, bool isStatus)
    {
        if (text.Length == 0)
        {
            return [];
        }

        // Nearly always one, or several without anything that would hide a joint.
        if (!text.AsSpan().ContainsAny('"', '[', ']'))
        {
            return text.Contains(';', StringComparison.Ordinal) ? [.. text.Split(';')] : [text];
        }

        var parts = ImmutableArray.CreateBuilder<string>();
        var part = new StringBuilder();
        var inside = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ';' && !inside)
            {
                parts.Add(part.ToString());
                part.Clear();
                continue;
            }

            part.Append(c);
            if (!isStatus && inside && c == '\\' && i + 1 < text.Length)
            {
                part.Append(text[++i]);
                continue;
            }

            inside = isStatus ? c == '[' || (inside && c != ']') : inside ^ (c == '"');
        }

        parts.Add(part.ToString());
        return parts.ToImmutable();
    }

    // A joint appended to the address must be seen as one.
    private static bool EndsInsideQuotes(string address) => Split(address + ";", isStatus: false).Length == 1;
}
