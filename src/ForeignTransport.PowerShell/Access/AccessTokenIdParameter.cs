using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Access;

/// <summary>Names an access token, or is the object itself.</summary>
public sealed class AccessTokenIdParameter : IdentityParameter
{
    public AccessTokenIdParameter(string name)
        : base(name)
    {
    }

    public AccessTokenIdParameter(TransportAccessToken token)
        : base(token.Identity)
    {
    }
}
