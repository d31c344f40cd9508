namespace ForeignTransport.Core.Delivery;

/// <summary>What a status code means to the person who sent the message, and what that person can do.</summary>
/// <param name="Reason">What happened, in one sentence.</param>
/// <param name="Advice">What to do about it, in one or two sentences; empty when there is nothing to do.</param>
internal sealed record StatusExplanation(string Reason, string Advice);
