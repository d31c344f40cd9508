namespace ForeignTransport.Core.Categorizing;

/// <summary>Files that gateways have not confirmed.</summary>
/// <param name="Awaited">All of them.</param>
/// <param name="Overdue">Those that have waited longer than their connector allows.</param>
public readonly record struct ReceiptCounts(int Awaited, int Overdue);
