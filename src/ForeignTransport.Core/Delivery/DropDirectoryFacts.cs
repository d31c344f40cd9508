using System.Collections.Immutable;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Delivery;

/// <summary>What a source server tries with a Drop directory, in this order. A step that fails ends it.</summary>
public enum DropDirectoryStep
{
    /// <summary>RootDropDirectoryPath and DropDirectory name a path of that machine.</summary>
    Resolve = 1,

    /// <summary>The directory is there, or was made where the server may make it.</summary>
    Exist = 2,

    /// <summary>It can be listed.</summary>
    List = 3,

    /// <summary>A file can be written and flushed in the staging directory.</summary>
    Write = 4,

    /// <summary>A file can be renamed there, and is not when the new name is taken.</summary>
    Rename = 5,

    /// <summary>A file can be renamed out of the staging directory into the Drop directory in one step, and deleted there.</summary>
    Publish = 6
}

/// <summary>How a step went.</summary>
/// <param name="Step">The step.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record DropDirectoryTrial(DropDirectoryStep Step, TransportError? Error);

/// <summary>What a source server found at its Drop directory for a connector.</summary>
/// <param name="Server">The server.</param>
public sealed record DropDirectoryFacts(string Server)
{
    /// <summary>The directory, a path of that machine; null when there is none.</summary>
    public string? Path { get; init; }

    /// <summary>True for a directory below one of the server's own, which it makes itself; an absolute one is the administrator's.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The steps that were tried. The last one is the only one that can have failed.</summary>
    public ImmutableArray<DropDirectoryTrial> Trials { get; init; } = [];

    /// <summary>Whether the staging directory is on the volume of the Drop directory; null when nobody can tell.</summary>
    public bool? IsOneVolume { get; init; }

    /// <summary>Bytes that the server may still write there.</summary>
    public long? FreeSpace { get; init; }

    /// <summary>Files that wait for the gateway.</summary>
    public int? FilesWaiting { get; init; }

    /// <summary>Their bytes.</summary>
    public long? BytesWaiting { get; init; }

    /// <summary>Bytes that DropDirectoryQuota counts: those of files that wait, and of files that are staged.</summary>
    public long? BytesCounted { get; init; }

    /// <summary>The marker that this server has in the staging directory.</summary>
    public string? Marker { get; init; }

    /// <summary>Every marker that it sees there.</summary>
    public ImmutableArray<string> MarkersSeen { get; init; } = [];

    /// <summary>Facts of a server of which nothing is known but why.</summary>
    public static DropDirectoryFacts Of(string server, TransportError error) =>
        new(server) { Trials = [new DropDirectoryTrial(DropDirectoryStep.Resolve, error)] };

    /// <summary>True when one of the two sees what the other wrote. Each writes before it looks, so one of them at least sees it.</summary>
    public bool Shares(DropDirectoryFacts other) =>
        (Marker is { } mine && other.MarkersSeen.Contains(mine)) || (other.Marker is { } its && MarkersSeen.Contains(its));
}
