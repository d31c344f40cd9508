namespace ForeignTransport.Core.Delivery;

/// <summary>The server or client that handed a message over: Received-From-MTA of RFC 3464 section 2.2.4.</summary>
/// <param name="HeloName">What it called itself; null when unknown.</param>
/// <param name="Address">Its network address as text; null when unknown.</param>
public sealed record ReceivedFrom(string? HeloName, string? Address);
