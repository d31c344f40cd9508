using System.Collections.Immutable;

namespace ForeignTransport.Core.Delivery;

/// <summary>Recipients of one fate in the text for people.</summary>
/// <param name="Titles">Name and address of each as the sender knows them.</param>
/// <param name="Reason">What happened.</param>
/// <param name="Advice">What to do; empty when there is nothing to do.</param>
internal sealed record DsnReportEntry(ImmutableArray<string> Titles, string Reason, string Advice);
