using System.Collections.Immutable;

namespace ForeignTransport.Core.Categorizing;

/// <summary>
/// Drop files have their final names, and their recipients are done when the gateway says so: journaled in the place of
/// <see cref="DropsPublished"/> where the connector asks for receipts.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Drops">One entry a file.</param>
public sealed record DropsAwaiting(DateTimeOffset At, ImmutableArray<DropKey> Drops) : CategorizerEvent
{
    /// <summary>The same publication, with its receipts awaited.</summary>
    public static DropsAwaiting For(DropsPublished published)
    {
        ArgumentNullException.ThrowIfNull(published);
        return new DropsAwaiting(published.At, [.. published.Drops.Select(drop => new DropKey(drop.Message, drop.Ordinal))]);
    }
}

/// <summary>Gateways have said what became of drop files; their recipients are done.</summary>
/// <param name="At">When that was seen.</param>
/// <param name="Receipts">One entry a file.</param>
public sealed record ReceiptsTaken(DateTimeOffset At, ImmutableArray<TakenReceipt> Receipts) : CategorizerEvent;

/// <summary>What became of one drop file.</summary>
/// <param name="Drop">The file.</param>
/// <param name="Diagnostic">The response as it appears in the DSN when the gateway failed; null when it delivered.</param>
/// <param name="Owed">Positions of the recipients whose sender is owed a DSN. Recorded, not derived, as in <see cref="FailedRecipient"/>.</param>
public sealed record TakenReceipt(DropKey Drop, string? Diagnostic, ImmutableArray<int> Owed)
{
    /// <summary>True when the gateway delivered.</summary>
    public bool IsDelivered => Diagnostic is null;
}
