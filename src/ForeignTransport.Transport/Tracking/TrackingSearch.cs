using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Transport.Tracking;

/// <summary>What a search found.</summary>
/// <param name="Error">Why nothing could be searched; null when it could.</param>
/// <param name="Rows">The rows, the newest first.</param>
internal sealed record TrackingSearchResult(TransportError? Error, ImmutableArray<TrackingRecord> Rows);

/// <summary>Words of whoever searches, in those of the log.</summary>
internal static class TrackingSearch
{
    /// <summary>The address as it is logged: <c>FAX:+1 425</c> is an IMCEA address of the default domain.</summary>
    public static string AddressOf(string recipient, string defaultDomain)
    {
        var text = recipient.Trim();
        if (text.Contains('@', StringComparison.Ordinal) || !text.Contains(':', StringComparison.Ordinal) || defaultDomain.Length == 0)
        {
            return text;
        }

        var written = text.StartsWith('[') ? text : $"[{text}]";
        var encapsulated = OneOffAddress.Encapsulate(written, defaultDomain).Trim();
        return encapsulated.Trim('<', '>', ' ');
    }
}
