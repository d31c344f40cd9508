using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>Messages for specs, in few words.</summary>
internal static class QueuedMessages
{
    public const string Sender = "sender@contoso.com";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static MessageId Id(int number) => MessageId.Create(Now, slot: 7, entropy: (ulong)number);

    /// <summary>A message to these addresses, without NOTIFY.</summary>
    public static QueuedMessage To(int number, params string[] addresses) =>
        With(number, Sender, [.. addresses.Select(address => new EnvelopeRecipient(address))]);

    public static QueuedMessage With(int number, string reversePath, EnvelopeRecipient[] recipients, params RefusedRecipient[] refused) => new(
        Id(number),
        new Envelope(reversePath, [.. recipients]),
        [.. refused],
        HeadLength: 100,
        Size: 1_000,
        Subject: $"Order {number}",
        InternetMessageId: $"<{number}@contoso.com>",
        new TraceInfo(Source: "Pickup"),
        Now,
        Now.AddDays(2),
        ClaimedBy: PartitionDriver.Server,
        IsDsn: false,
        HeadOnly: false);

    public static QueuedMessage Dsn(MessageId id, string to, DateTimeOffset now) =>
        With(0, "", [new EnvelopeRecipient("r0@" + to)]) with
        {
            Id = id, ReceivedAt = now, ExpiresAt = now.AddDays(2), ClaimedBy = null, IsDsn = true
        };

    public static RefusedRecipient Refused(string address, DsnNotify notify = DsnNotify.Unspecified) =>
        new(address, "5.1.3", "550 5.1.3 STOREDRV.Submit; invalid recipient address", notify);
}
