namespace ForeignTransport.Core.Messages;

/// <summary>What a drop file says before the message begins.</summary>
/// <param name="Envelope">The originator, and only those recipients that this file is for.</param>
/// <param name="Trace">Where the message came from; unknown parts write no line.</param>
/// <param name="CreatedBy">
/// X-CreatedBy, not blank. <c>MSExchange15</c> lets organization headers through when the file is replayed elsewhere.
/// </param>
/// <param name="BodyLength">Bytes of the message body that will follow the header block.</param>
/// <param name="PossibleDuplicate">True writes <c>X-ForeignTransport-Possible-Duplicate: true</c> for the gateway to see.</param>
public sealed record DropFileHead(Envelope Envelope, TraceInfo Trace, string CreatedBy, long BodyLength, bool PossibleDuplicate = false);
