namespace ForeignTransport.Server.Bench;

/// <summary>A running server as the bench sees it; disposing ends it if it still runs.</summary>
internal interface IBenchServer : IAsyncDisposable
{
    /// <summary>True once it has ended, for whatever reason.</summary>
    bool HasExited { get; }

    /// <summary>User and system CPU time that it has used since it started.</summary>
    TimeSpan ProcessorTime { get; }

    /// <summary>The same for each of several processes, the database among them; none where there is one process.</summary>
    IReadOnlyList<ProcessorShare> ProcessorShares => [];

    /// <summary>The most memory that it has had resident, in bytes, since it started or since the last reset.</summary>
    long PeakMemoryBytes { get; }

    /// <summary>Begins a new peak, where the system can.</summary>
    void ResetPeakMemory();

    /// <summary>Asks it to end as an operator does (SIGTERM) and waits. Returns its exit code; null when it had to be killed.</summary>
    Task<int?> StopAsync(CancellationToken cancellationToken);

    /// <summary>The last lines that it wrote, for a report of what went wrong.</summary>
    string LastOutput { get; }
}
