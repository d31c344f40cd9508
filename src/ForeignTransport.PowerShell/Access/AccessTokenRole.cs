namespace ForeignTransport.PowerShell.Access;

/// <summary>What the holder of an access token may do.</summary>
public enum AccessTokenRole
{
    /// <summary>Look.</summary>
    ViewOnly,

    /// <summary>Also handle queues and messages.</summary>
    Operator,

    /// <summary>Everything.</summary>
    Administrator
}
