using ForeignTransport.Core.Querying;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Tests.Querying;

/// <summary>A message with the properties that the reference uses in its examples of filters.</summary>
internal sealed record SampleMessage(int Number)
{
    public string? Subject { get; init; } = "payday";

    public string FromAddress { get; init; } = "kim@contoso.com";

    public string? LastError { get; init; }

    public int Scl { get; init; }

    public long Size { get; init; }

    public DateTimeOffset? ExpirationTime { get; init; }

    public TimeSpan MessageLatency { get; init; }

    public QueueStatus Status { get; init; } = QueueStatus.Retry;

    public static QueryTable<SampleMessage> Table { get; } = new QueryTableBuilder<SampleMessage>()
        .Identity("Identity", QueryOperators.Text, message => QueueIdentity.OfNumber("MB1", message.Number))
        .Text("Subject", QueryOperators.Text, message => message.Subject)
        .Text("FromAddress", QueryOperators.Text, message => message.FromAddress)
        .Text("LastError", QueryOperators.Text, message => message.LastError)
        .Integer("SCL", QueryOperators.Numeric, message => message.Scl)
        .Size("Size", QueryOperators.Numeric, message => message.Size)
        .Time("ExpirationTime", QueryOperators.Order, message => message.ExpirationTime)
        .Span("MessageLatency", QueryOperators.Numeric, message => message.MessageLatency)
        .Choice("Status", QueryOperators.Equality, message => message.Status)
        .Build();
}
