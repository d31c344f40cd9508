namespace ForeignTransport.Core.Access;

/// <summary>How a caller showed who he is.</summary>
public enum AuthenticationMethod
{
    /// <summary>Not at all: only this machine can connect, or the database was opened directly.</summary>
    None = 0,

    /// <summary>With an access token of this product.</summary>
    Token = 1,

    /// <summary>With a JSON Web Token of an OpenID Connect provider.</summary>
    Oidc = 2,
}
