using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Storage;

/// <summary>The message store could not do what was asked. Always temporary: nothing was promised, and trying again is right.</summary>
internal sealed class MessageStoreException(TransportError error, Exception? cause = null) : Exception(error.ToString(), cause)
{
    /// <summary>What to record, show and answer.</summary>
    public TransportError Error { get; } = error;
}
