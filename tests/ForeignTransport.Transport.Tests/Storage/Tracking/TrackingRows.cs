using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Transport.Tests.Storage.Tracking;

/// <summary>Rows for specs, in few words.</summary>
internal static class TrackingRows
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>SEND of message <paramref name="number"/>, so many milliseconds after noon.</summary>
    public static TrackingRecord Send(int number, int milliseconds = 0, string server = "Hub01", params string[] recipients)
    {
        var id = MessageId.Create(Noon, 1, (ulong)number);
        var key = TrackingKey.Of(Noon.AddMilliseconds(milliseconds), id, TrackingEventId.Send, 1);
        return new TrackingRecord
        {
            Timestamp = key.Time,
            LogId = key.LogId,
            ServerHostname = server,
            ClientHostname = server,
            SourceContext = $"/drop/{number}.eml",
            ConnectorId = "Fax, \"the\" connector",
            Source = TrackingSource.Gateway,
            EventId = TrackingEventId.Send,
            InternalMessageId = InternalMessageId.Of(id),
            MessageId = $"<{number}@fabrikam.com>",
            NetworkMessageId = id,
            Recipients = recipients.Length == 0 ? ["a@x.com"] : [.. recipients],
            RecipientStatus = ["250 2.0.0 Written to drop directory"],
            TotalBytes = 1000 + number,
            RecipientCount = Math.Max(1, recipients.Length),
            MessageSubject = $"Order {number} 100% of_it",
            Sender = number % 2 == 0 ? "bob@fabrikam.com" : "Ünal@fabrikam.com",
            ReturnPath = "bounce@fabrikam.com",
            MessageInfo = "2026-11-23T11:59:59.000Z",
            Directionality = TrackingDirectionality.Incoming,
            TransportTrafficType = "Email",
            SchemaVersion = TrackingScope.SchemaVersion
        };
    }
}
