namespace ForeignTransport.Core.Messages;

/// <summary>A recipient that fails before routing.</summary>
/// <param name="Address">The address, or the printable beginning of what stood in its place; empty for a message without recipients.</param>
/// <param name="Status">Enhanced status code (RFC 3463).</param>
/// <param name="Diagnostic">The reply of this server as a DSN reports it: <c>550 5.1.3 TOKEN; words</c>.</param>
/// <param name="Notify">NOTIFY, so that RFC 3461 can still forbid the report.</param>
/// <param name="OriginalRecipient">ORCPT as <c>type;xtext</c>; null when absent.</param>
public sealed record RefusedRecipient(
    string Address,
    string Status,
    string Diagnostic,
    DsnNotify Notify = DsnNotify.Unspecified,
    string? OriginalRecipient = null);
