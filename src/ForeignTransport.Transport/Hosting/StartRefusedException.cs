using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Hosting;

/// <summary>
/// A server cannot start, for a reason that its operator can remove. Nothing was accepted, nothing was changed.
/// </summary>
public sealed class StartRefusedException(TransportError error, Exception? cause = null) : Exception(error.ToString(), cause)
{
    /// <summary>What to say; permanent when starting again without a change cannot help.</summary>
    public TransportError Error { get; } = error;
}
