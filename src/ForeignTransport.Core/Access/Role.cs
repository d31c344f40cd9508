namespace ForeignTransport.Core.Access;

/// <summary>What a caller may do. Each role may do everything that the ones before it may.</summary>
public enum Role
{
    /// <summary>Looks at everything but secrets, access tokens and the audit log; changes nothing.</summary>
    ViewOnly = 1,

    /// <summary>Acts on queues and messages.</summary>
    Operator = 2,

    /// <summary>Changes connectors, servers, tokens and settings, and reads the audit log.</summary>
    Administrator = 3,
}
