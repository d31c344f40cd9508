using ForeignTransport.Core.Access;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>What is known of a secret that a caller shows.</summary>
internal abstract record TokenLookup
{
    private TokenLookup()
    {
    }

    /// <summary>It is the secret of this token.</summary>
    public sealed record Found(AccessToken Token) : TokenLookup;

    /// <summary>No token has it, or has it any more.</summary>
    public sealed record Unknown : TokenLookup
    {
        public static readonly Unknown Instance = new();
    }

    /// <summary>Nobody can tell now.</summary>
    public sealed record Unavailable(AccessStoreException Cause) : TokenLookup;
}
