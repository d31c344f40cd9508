namespace ForeignTransport.Core.Categorizing;

/// <summary>What a gateway says of a drop file.</summary>
/// <param name="Drop">The file, as its name says.</param>
/// <param name="FileName">That name.</param>
/// <param name="IsDelivered">True when it delivered.</param>
/// <param name="Reason">Why it did not; text of unknown origin, null for none.</param>
public sealed record GatewayReceipt(DropKey Drop, string FileName, bool IsDelivered, string? Reason);

/// <summary>What becomes of a receipt.</summary>
public enum ReceiptJudgement
{
    /// <summary>Nothing waits for it: it is about another installation's file, or comes after the outcome is recorded.</summary>
    Unknown = 0,

    /// <summary>The outcome is in the journal: the receipt has done its work.</summary>
    Recorded = 1,

    /// <summary>The publication, or an outcome of the same file, is being journaled: it must be shown again.</summary>
    Early = 2
}

/// <summary>What becomes of one receipt.</summary>
public sealed record ReceiptVerdict(GatewayReceipt Receipt, ReceiptJudgement Judgement);
