namespace ForeignTransport.Transport.Configuration;

/// <summary>Whether callers must show who they are.</summary>
public enum HttpAuthentication
{
    /// <summary>Nobody is asked: only this machine can connect.</summary>
    None,

    /// <summary>Everybody is asked, on this machine too.</summary>
    Required,
}
