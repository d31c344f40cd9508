namespace ForeignTransport.Core.Tracking;

/// <summary>The server that writes a row, and when.</summary>
/// <param name="Time">When the event happened.</param>
/// <param name="LogId">Identity of the row; unique over all servers.</param>
/// <param name="ServerName">Name of the server.</param>
/// <param name="ServerIp">Its address as text; empty when it has none.</param>
/// <param name="SchemaVersion">Version of the product in the form <c>15.01.nnnn.nnn</c>.</param>
/// <param name="LogSubject">MessageTrackingLogSubjectLoggingEnabled.</param>
public sealed record TrackingStamp(
    DateTimeOffset Time,
    Guid LogId,
    string ServerName,
    string ServerIp,
    string SchemaVersion,
    bool LogSubject = true);
