using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>The tracking table could not be used. Always temporary: trying again is right.</summary>
internal sealed class TrackingStoreException(TransportError error, Exception? cause = null) : Exception(error.ToString(), cause)
{
    /// <summary>What to record, show and answer.</summary>
    public TransportError Error { get; } = error;
}
