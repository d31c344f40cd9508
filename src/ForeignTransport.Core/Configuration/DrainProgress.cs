using System.Collections.Immutable;
using System.Globalization;

namespace ForeignTransport.Core.Configuration;

/// <summary>What a server does, for people.</summary>
public enum ServerState
{
    /// <summary>It does not answer, so nobody can tell.</summary>
    Unknown,

    /// <summary>It takes work.</summary>
    Active,

    /// <summary>It is suspended and has something left to do.</summary>
    Draining,

    /// <summary>It is suspended and nothing depends on it any more: it can be stopped without any effect.</summary>
    Drained
}

/// <summary>What a suspended server still has.</summary>
/// <param name="IsIntakeClosed">It takes in no files and no messages.</param>
/// <param name="Submissions">Batches, claims and messages that it took in and that are not through.</param>
/// <param name="Commands">Commands that its connectors have not answered.</param>
/// <param name="Files">Drop files that it stages or staged and that are not known to be published.</param>
/// <param name="Partitions">Partitions that run on it.</param>
/// <param name="Silent">Partitions that did not say what they have there, or do not know yet that the server is suspended.</param>
/// <param name="IsOnlyOne">There is no other server that partitions could move to.</param>
public sealed record DrainProgress(
    bool IsIntakeClosed, int Submissions, int Commands, int Files, int Partitions, int Silent, bool IsOnlyOne)
{
    /// <summary>Everything that is left, a sentence each; empty when it is drained.</summary>
    public ImmutableArray<string> Remaining =>
    [
        .. Said(!IsIntakeClosed, "It has not closed its Pickup and Replay directories yet."),
        .. Counted(Submissions, "submission that it took is not through", "submissions that it took are not through"),
        .. Counted(Commands, "command to its connectors is not answered", "commands to its connectors are not answered"),
        .. Counted(Files, "file staged there is not published", "files staged there are not published"),
        .. Counted(
            Partitions,
            $"partition runs on it{(IsOnlyOne ? ", and there is no other server to move it to" : "")}",
            $"partitions run on it{(IsOnlyOne ? ", and there is no other server to move them to" : "")}"),
        .. Counted(Silent, "partition has not said what it has there", "partitions have not said what they have there")
    ];

    /// <summary>Drained when nothing is left.</summary>
    public ServerState State => Remaining.IsEmpty ? ServerState.Drained : ServerState.Draining;

    private static IEnumerable<string> Said(bool holds, string sentence) => holds ? [sentence] : [];

    private static IEnumerable<string> Counted(int count, string one, string many) =>
        Said(count > 0, string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}."));
}
