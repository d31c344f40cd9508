using System.Collections.Immutable;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tracking;

/// <summary>Which rows of the tracking log to find: those that meet everything that is given. Case never counts.</summary>
public sealed record TrackingFilter
{
    /// <summary>Rows that one search answers with, when nothing is said.</summary>
    public const int UsualSize = 1000;

    /// <summary>server-hostname; null for the rows of every server.</summary>
    public string? Server { get; init; }

    /// <summary>Not older than this.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Older than this.</summary>
    public DateTimeOffset? End { get; init; }

    public TrackingEventId? EventId { get; init; }

    public TrackingSource? Source { get; init; }

    /// <summary>Equal to sender-address, which is not the return-path.</summary>
    public string? Sender { get; init; }

    /// <summary>A row matches when any of its recipients is any of these.</summary>
    public ImmutableArray<string> Recipients { get; init; } = [];

    /// <summary>Anywhere in the subject; no wildcards.</summary>
    public string? MessageSubject { get; init; }

    /// <summary>Message-ID, with or without angle brackets.</summary>
    public string? MessageId { get; init; }

    public long? InternalMessageId { get; init; }

    public MessageId? NetworkMessageId { get; init; }

    public string? Reference { get; init; }

    public string? TransportTrafficType { get; init; }

    /// <summary>Only rows older than this one: the next page. Null for the newest.</summary>
    public TrackingKey? Before { get; init; }

    /// <summary>The most rows to find: the newest that match.</summary>
    public int Size { get; init; } = UsualSize;

    /// <summary>Decides about a row; <see cref="Before"/> and <see cref="Size"/> do not concern it.</summary>
    public bool Matches(TrackingRecord row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return IsEqual(Server, row.ServerHostname)
            && (Start is null || row.Timestamp >= Start)
            && (End is null || row.Timestamp < End)
            && (EventId is null || row.EventId == EventId)
            && (Source is null || row.Source == Source)
            && IsEqual(Sender, row.Sender)
            && (Recipients.IsDefaultOrEmpty || row.Recipients.Any(recipient => Recipients.Any(wanted => IsEqual(wanted, recipient))))
            && (MessageSubject is null || row.MessageSubject.Contains(MessageSubject, StringComparison.OrdinalIgnoreCase))
            && (MessageId is null || TrackingHash.WithoutBrackets(MessageId)
                .Equals(TrackingHash.WithoutBrackets(row.MessageId), StringComparison.OrdinalIgnoreCase))
            && (InternalMessageId is null || row.InternalMessageId == InternalMessageId)
            && (NetworkMessageId is null || row.NetworkMessageId == NetworkMessageId)
            && IsEqual(Reference, row.Reference)
            && IsEqual(TransportTrafficType, row.TransportTrafficType);
    }

    private static bool IsEqual(string? wanted, string text) => wanted is null || wanted.Equals(text, StringComparison.OrdinalIgnoreCase);
}
