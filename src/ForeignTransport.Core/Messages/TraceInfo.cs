namespace ForeignTransport.Core.Messages;

/// <summary>Where a message came from, kept for tracking, DSNs and the X-headers of drop files. Null is unknown.</summary>
/// <param name="CreatedBy">X-CreatedBy.</param>
/// <param name="HeloDomain">X-HeloDomain: name given in HELO or EHLO.</param>
/// <param name="ExtendedProperties">X-ExtendedProps: opaque base64.</param>
/// <param name="Source">X-Source, and MessageSourceName in queue views: <c>Pickup</c>, <c>Replay</c>, <c>DSN</c>, <c>SMTP:connector</c>.</param>
/// <param name="SourceAddress">X-SourceIPAddress as text.</param>
public sealed record TraceInfo(
    string? CreatedBy = null,
    string? HeloDomain = null,
    string? ExtendedProperties = null,
    string? Source = null,
    string? SourceAddress = null);
