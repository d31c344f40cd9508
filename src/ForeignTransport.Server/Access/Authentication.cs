using ForeignTransport.Core.Access;

namespace ForeignTransport.Server.Access;

/// <summary>What came of the token that a request shows.</summary>
internal abstract record Authentication
{
    private Authentication()
    {
    }

    /// <summary>It is good.</summary>
    public sealed record Succeeded(Caller Caller) : Authentication;

    /// <summary>The provider vouches for the caller, and none of his roles is one here.</summary>
    public sealed record WithoutRole(string Name) : Authentication;

    /// <summary>It is not good.</summary>
    /// <param name="Reason">For the log, not for the caller.</param>
    /// <param name="IsGuess">False when it was good once: a program that goes on with an old token does not guess.</param>
    public sealed record Failed(string Reason, bool IsGuess = true) : Authentication;

    /// <summary>Nobody can tell now.</summary>
    public sealed record Unavailable(string Reason) : Authentication;
}
