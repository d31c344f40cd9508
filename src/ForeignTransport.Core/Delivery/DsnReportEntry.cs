using System.Collections.Immutable;

namespace ForeignTransport.Core.Delivery;

/// <summary>Recipients of one fate in the text for people.</summary>
/// <param name="Titles">Name and address of each as the sender knows them.</param>
/// <param name="Reason">What happened; empty when <paramref name="Custom"/> says it.</param>
/// <param name="Advice">What to do; empty when there is nothing to do.</param>
/// <param name="Custom">What the administrator says instead; null for nothing.</param>
internal sealed record DsnReportEntry(ImmutableArray<string> Titles, string Reason, string Advice, SystemMessageText? Custom = null);
