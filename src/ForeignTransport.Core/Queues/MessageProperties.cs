using ForeignTransport.Core.Querying;
using static ForeignTransport.Core.Querying.QueryOperators;

namespace ForeignTransport.Core.Queues;

/// <summary>The properties of a queued message by which it is filtered and sorted, as Exchange documents them.</summary>
public static class MessageProperties
{
    /// <summary>What the page of Remove-Message calls PendingRemove.</summary>
    private const string PendingDelete = "PendingDelete";

    public static QueryTable<MessageView> Table { get; } = new QueryTableBuilder<MessageView>()
        .Identity("Identity", Text, message => message.Identity)
        .Identity("MessageIdentity", Text, message => message.Identity)
        .Identity("Queue", Text, message => message.Queue)
        .Text("Subject", Text, message => message.Subject)
        .Text("InternetMessageId", Text, message => message.InternetMessageId)
        .Text("FromAddress", Text, message => message.FromAddress)
        .Text("OriginalFromAddress", Text, message => message.OriginalFromAddress)
        .Choice("Status", Equality, message => message.Status, PendingDelete)
        .Size("Size", Numeric, message => message.Size)
        .Text("MessageSourceName", Text, message => message.MessageSourceName)
        .Text("SourceIP", Text, message => message.SourceIP)
        .Integer("SCL", Numeric, message => message.SCL)
        .Time("DateReceived", Order, message => message.DateReceived)
        .Time("ExpirationTime", Order, message => message.ExpirationTime)
        .Text("LastError", Text, message => message.LastError)
        .Text("DeferReason", Text, message => message.DeferReason)
        .Integer("RetryCount", Numeric, message => message.RetryCount)
        .Choice("Priority", Equality, message => message.Priority)
        .Text("Directionality", Equality, message => message.Directionality)
        .Span("MessageLatency", Numeric, message => message.MessageLatency)
        .Text("Recipients", Text, message => string.Join(",", message.Recipients))
        .Build();
}
