namespace ForeignTransport.Transport.Configuration;

/// <summary>How much a partition hands to a connector at a time.</summary>
public sealed record DeliveryOptions(int BatchMessages, long BatchBytes, int MaxBatchesInFlight)
{
    public static readonly NodeOption<int> BatchMessagesOption = new("delivery.batch-messages", OptionForms.Integer(1, 10_000))
    {
        Default = "128",
        Meaning = "Most messages in one delivery batch.",
        Why = "A batch shares one flush of the disk and one write of the journal. Nothing waits for a batch to fill.",
    };

    public static readonly NodeOption<long> BatchBytesOption = new("delivery.batch-bytes", OptionForms.ByteSize(64 << 10, 1L << 30))
    {
        Default = "4MB",
        Meaning = "Most message bytes in one delivery batch; a larger message is a batch of its own.",
        Why = "Bounds the time until the first message of a batch is published, and what is staged again after a crash.",
    };

    public static readonly NodeOption<int> MaxBatchesInFlightOption = new("delivery.max-batches-in-flight", OptionForms.Integer(1, 64))
    {
        Default = "2",
        Meaning = "Batches of one queue that are with connectors at the same time.",
        Why = "With two, the next batch is staged while the last is being journaled. More help only when source servers share a queue.",
    };

    internal static OptionGroup Group { get; } = new(
        "delivery",
        "How much a partition hands to a connector at a time.",
        [BatchMessagesOption, BatchBytesOption, MaxBatchesInFlightOption]);

    internal static DeliveryOptions Bind(OptionReader options) => new(
        options.Read(BatchMessagesOption),
        options.Read(BatchBytesOption),
        options.Read(MaxBatchesInFlightOption));
}
