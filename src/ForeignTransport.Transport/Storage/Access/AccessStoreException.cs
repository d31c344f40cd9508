using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>Tokens and audit log cannot be read or written now. What was to be recorded must not be done.</summary>
internal sealed class AccessStoreException(TransportError error, Exception? cause = null) : Exception(error.ToString(), cause)
{
    /// <summary>What to record, show and answer.</summary>
    public TransportError Error { get; } = error;
}
