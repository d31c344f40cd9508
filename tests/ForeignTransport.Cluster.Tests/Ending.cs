namespace ForeignTransport.Cluster.Tests;

/// <summary>How a drill ends its server, again and again.</summary>
internal enum Ending
{
    /// <summary>SIGKILL: the process has no say.</summary>
    Kill,

    /// <summary>SIGTERM: the process stops by itself, with exit code 0.</summary>
    Terminate,
}
