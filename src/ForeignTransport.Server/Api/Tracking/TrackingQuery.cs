using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Server.Api.Tracking;

/// <summary>Reads a search of message tracking from the query of a request.</summary>
internal static class TrackingQuery
{
    /// <summary>Rows that one answer has at most.</summary>
    public const int LargestSize = 10_000;

    private const int MostRecipients = 100;

    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Reads it; the error names the parameter that is wrong.</summary>
    public static bool TryRead(ApiCall call, [NotNullWhen(true)] out TrackingFilter? filter, [NotNullWhen(false)] out TransportError? error)
    {
        filter = null;
        var read = new Reader(call);
        var wanted = new TrackingFilter
        {
            Server = call.Query("server"),
            Start = read.Value("start", "Start", "a time of ISO 8601, such as 2027-01-31T00:00:00Z", Time),
            End = read.Value("end", "End", "a time of ISO 8601, such as 2027-01-31T00:00:00Z", Time),
            EventId = read.Value<TrackingEventId>(
                "eventId", "EventId", "an event such as RECEIVE, SEND, DEFER, FAIL, DSN", text => TrackingNames.TryParse(text, out TrackingEventId id) ? id : null),
            Source = read.Value<TrackingSource>(
                "source", "Source", "a source such as PICKUP, GATEWAY, ROUTING, QUEUE", text => TrackingNames.TryParse(text, out TrackingSource source) ? source : null),
            Sender = call.Query("sender"),
            Recipients = [.. call.QueryList("recipients").SelectMany(Split)],
            MessageSubject = call.Query("messageSubject"),
            MessageId = call.Query("messageId"),
            InternalMessageId = read.Value("internalMessageId", "InternalMessageId", "a number", Number),
            NetworkMessageId = read.Value<MessageId>(
                "networkMessageId", "NetworkMessageId", "32 hexadecimal digits, with or without hyphens",
                text => MessageId.TryParse(text.Replace("-", "", StringComparison.Ordinal), out var id) ? id : null),
            Reference = call.Query("reference"),
            TransportTrafficType = call.Query("transportTrafficType"),
            Before = read.Value<TrackingKey>("before", "Before", "the log-id of a row", text => Guid.TryParse(text, out var id) ? TrackingKey.FromLogId(id) : null),
            Size = (int)Math.Min(LargestSize, read.Value<long>("resultSize", "ResultSize", "a number from 1", text => Number(text) is { } size and > 0 ? size : null)
                ?? TrackingFilter.UsualSize)
        };
        error = read.Error ?? (wanted.Recipients.Length > MostRecipients
            ? ErrorCatalogue.InvalidParameter.With($"Recipients: at most {MostRecipients}") with { Parameter = "Recipients" }
            : wanted.Start >= wanted.End ? ErrorCatalogue.InvalidParameter.With("End: later than Start") with { Parameter = "End" } : null);
        filter = error is null ? wanted : null;
        return error is null;
    }

    /// <summary>
    /// The addresses of a list with semicolons. One that begins with an address type has the rest to itself: semicolons are part of X.400 addresses.
    /// </summary>
    internal static IEnumerable<string> Split(string list)
    {
        var rest = list.Trim();
        while (rest.Length > 0)
        {
            var end = HasType(rest) ? -1 : rest.IndexOf(';', StringComparison.Ordinal);
            var address = (end < 0 ? rest : rest[..end]).Trim();
            if (address.Length > 0)
            {
                yield return address;
            }

            rest = end < 0 ? "" : rest[(end + 1)..].Trim();
        }
    }

    private static bool HasType(string address)
    {
        var type = address.AsSpan().TrimStart('[').TrimStart();
        var colon = type.IndexOf(':');
        return colon > 0 && !type[..colon].ContainsAnyExcept(TypeCharacters);
    }

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads parameters one by one, and keeps what was wrong with the first that was wrong.</summary>
    private sealed class Reader(ApiCall call)
    {
        public TransportError? Error { get; private set; }

        public T? Value<T>(string key, string parameter, string allowed, Func<string, T?> read)
            where T : struct
        {
            if (call.Query(key) is not { } text)
            {
                return null;
            }

            if (read(text) is { } value)
            {
                return value;
            }

            Error ??= ErrorCatalogue.InvalidParameter.With($"{parameter}: allowed is {allowed}") with { Parameter = parameter };
            return null;
        }
    }
}
