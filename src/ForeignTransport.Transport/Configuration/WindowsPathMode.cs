namespace ForeignTransport.Transport.Configuration;

/// <summary>What a Windows path means on a system that has no drives.</summary>
public enum WindowsPathMode
{
    /// <summary>It is a folder below the mapping directory.</summary>
    Map,

    /// <summary>It is an error.</summary>
    Refuse,
}
