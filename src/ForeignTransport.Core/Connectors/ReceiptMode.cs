namespace ForeignTransport.Core.Connectors;

/// <summary>Whether a connector's gateway confirms the files that it got (docs/receipts.md).</summary>
public enum ReceiptMode
{
    /// <summary>It does not: a file in the Drop directory is relayed, and nothing more is known of it.</summary>
    None = 0,

    /// <summary>It puts a file beside the drop file, <c>name.done</c> or <c>name.failed</c>, or says the same over HTTP.</summary>
    File = 1
}
