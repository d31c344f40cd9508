namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry ReceiptOverdue = new("FT-5350", nameof(ReceiptOverdue), "4.4.7",
        "A gateway has not confirmed a drop file within ReceiptTimeout.",
        "See whether the gateway runs, and confirms as docs/receipts.md says. The file still waits: a late receipt counts until the message expires.");

    public static readonly ErrorEntry ReceiptUnusable = new("FT-5351", nameof(ReceiptUnusable), "5.5.0",
        "A receipt file cannot be read, or stays after it was read.",
        "Give the server's account the right to read and delete in the Drop directory, and write receipts as plain files.");

    public static readonly ErrorEntry ReceiptUnknown = new("FT-5352", nameof(ReceiptUnknown), "5.1.1",
        "Nothing waits for a receipt of that file.",
        "Check the name; the outcome of the file may be recorded already, or its connector has asked for no receipt.");

    public static readonly ErrorEntry ReceiptEarly = new("FT-5353", nameof(ReceiptEarly), "4.3.2",
        "The file of the receipt is just being published, or another receipt of it is being recorded.", "Send the receipt again in a few seconds.");

    public static readonly ErrorEntry ReceiptNameInvalid = new("FT-5354", nameof(ReceiptNameInvalid), "5.5.4",
        "That is not the name of a drop file.", "Use the name that the file had in the Drop directory, with its extension .eml.");

    public static readonly ErrorEntry ReceiptUnanswered = new("FT-5355", nameof(ReceiptUnanswered), "4.3.0",
        "The partition of the message did not say in time that the receipt is recorded.", "Send the receipt again: a second one is harmless.");
}
