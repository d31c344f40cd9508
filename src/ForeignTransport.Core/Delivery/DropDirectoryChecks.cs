using System.Collections.Immutable;
using System.Globalization;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Delivery;

/// <summary>Judges what the source servers of a connector found at their Drop directories.</summary>
public static class DropDirectoryChecks
{
    /// <summary>Below this nothing can be expected to be delivered.</summary>
    private const long LeastSpace = 1024 * 1024;

    /// <summary>Below this somebody should look.</summary>
    private const long LittleSpace = 100 * LeastSpace;

    private const int QuotaWarningPercent = 80;

    /// <summary>One report for each source server, in the order of the facts.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="found">What each of its source servers found; those that did not answer have a reason that is about answering.</param>
    public static ImmutableArray<DropDirectoryReport> Judge(ForeignConnector connector, IReadOnlyList<DropDirectoryFacts> found) =>
        [.. found.Select(facts => Judge(connector, facts, [.. found.Where(other => other != facts)]))];

    /// <summary>True for a reason that says nothing of the directory but that nobody answered.</summary>
    public static bool IsSilence(TransportError error) =>
        error.Entry == ErrorCatalogue.SourceServerSilent || error.Entry == ErrorCatalogue.DropDirectoryHangs;

    private static DropDirectoryReport Judge(ForeignConnector connector, DropDirectoryFacts facts, IReadOnlyList<DropDirectoryFacts> others)
    {
        ImmutableArray<string> shared = [.. others.Where(facts.Shares).Select(other => other.Server).Order(StringComparer.OrdinalIgnoreCase)];
        return new DropDirectoryReport(
            facts.Server,
            facts.Path,
            facts.Trials is [.., { Error: { } error }] && IsSilence(error)
                ? [new(DropDirectoryCheckKind.Answers, CheckOutcome.Failed, Sentence(error))]
                :
                [
                    Exists(facts),
                    Step(facts, DropDirectoryStep.List, DropDirectoryCheckKind.Readable, "Files in it can be listed."),
                    Step(facts, DropDirectoryStep.Write, DropDirectoryCheckKind.Writable, "A file was written and flushed."),
                    Step(facts, DropDirectoryStep.Rename, DropDirectoryCheckKind.Rename, "A file was renamed, and not over one of the same name."),
                    Publish(facts),
                    Space(facts),
                    Quota(facts, connector.DropDirectoryQuota),
                    Shared(facts, shared, others)
                ],
            shared,
            facts.FreeSpace,
            facts.FilesWaiting,
            facts.BytesWaiting,
            connector.DropDirectoryQuota);
    }

    private static DropDirectoryCheck Exists(DropDirectoryFacts facts) =>
        facts.Trials.FirstOrDefault(trial => trial.Step == DropDirectoryStep.Resolve)?.Error is { } error
            ? new(DropDirectoryCheckKind.Exists, CheckOutcome.Failed, Sentence(error))
            : Step(facts, DropDirectoryStep.Exist, DropDirectoryCheckKind.Exists, $"{facts.Path} is there.");

    private static DropDirectoryCheck Publish(DropDirectoryFacts facts)
    {
        var check = Step(
            facts, DropDirectoryStep.Publish, DropDirectoryCheckKind.AtomicPublish,
            "A staged file came into the directory in one step, under a name that no gateway takes, and was deleted.");
        return check.Outcome == CheckOutcome.Failed && facts.IsOneVolume == false
            ? check with
            {
                Detail = $"The staging directory in {facts.Path} is on another volume, so that no file can come out of it in one step. "
                    + "Remove the mount or link named .staging; the server makes the directory anew."
            }
            : check;
    }

    private static DropDirectoryCheck Step(DropDirectoryFacts facts, DropDirectoryStep step, DropDirectoryCheckKind kind, string passed) =>
        facts.Trials.FirstOrDefault(trial => trial.Step == step) is not { } trial
            ? new(kind, CheckOutcome.Skipped, "Not tried, because of what failed before.")
            : trial.Error is { } error
                ? new(kind, CheckOutcome.Failed, Sentence(error))
                : new(kind, CheckOutcome.Passed, passed);

    private static DropDirectoryCheck Space(DropDirectoryFacts facts) => facts.FreeSpace switch
    {
        null => new(DropDirectoryCheckKind.Space, CheckOutcome.Skipped, "The free space is not known."),
        < LeastSpace and var free => new(
            DropDirectoryCheckKind.Space, CheckOutcome.Failed, $"Only {Size(free)} are free. Free space on that volume; the queue goes on by itself."),
        < LittleSpace and var free => new(
            DropDirectoryCheckKind.Space, CheckOutcome.Warning, $"Only {Size(free)} are free. Free space on that volume before messages wait."),
        { } free => new(DropDirectoryCheckKind.Space, CheckOutcome.Passed, $"{Size(free)} are free.")
    };

    private static DropDirectoryCheck Quota(DropDirectoryFacts facts, UnlimitedSize quota)
    {
        if (quota.Limit is not { } limit)
        {
            return new(DropDirectoryCheckKind.Quota, CheckOutcome.Passed, "DropDirectoryQuota sets no limit.");
        }

        if (facts.BytesCounted is not { } counted)
        {
            return new(DropDirectoryCheckKind.Quota, CheckOutcome.Skipped, "What the quota counts is not known.");
        }

        if (!DropQuota.Allows(counted, quota))
        {
            return new(
                DropDirectoryCheckKind.Quota, CheckOutcome.Failed,
                $"The files in it have {Size(counted)}, and DropDirectoryQuota allows {limit.ToShortString()}. See why the gateway does not take them, or raise the quota.");
        }

        return (Int128)counted * 100 >= (Int128)limit.Bytes * QuotaWarningPercent
            ? new(
                DropDirectoryCheckKind.Quota, CheckOutcome.Warning,
                $"DropDirectoryQuota leaves {Size(limit.Bytes - counted)} of {limit.ToShortString()}. See whether the gateway keeps up.")
            : new(DropDirectoryCheckKind.Quota, CheckOutcome.Passed, $"DropDirectoryQuota leaves {Size(limit.Bytes - counted)} of {limit.ToShortString()}.");
    }

    private static DropDirectoryCheck Shared(DropDirectoryFacts facts, ImmutableArray<string> shared, IReadOnlyList<DropDirectoryFacts> others)
    {
        if (others.Count == 0)
        {
            return new(DropDirectoryCheckKind.Shared, CheckOutcome.Skipped, "It is the only source server.");
        }

        if (facts.Marker is null)
        {
            return new(DropDirectoryCheckKind.Shared, CheckOutcome.Skipped, "Not tried, because of what failed before.");
        }

        var untold = others.Where(other => other.Marker is null).Select(other => other.Server).Order(StringComparer.OrdinalIgnoreCase).ToList();
        if (untold.Count > 0)
        {
            return new(
                DropDirectoryCheckKind.Shared, CheckOutcome.Warning,
                $"Whether {string.Join(", ", untold)} {(untold.Count == 1 ? "sees" : "see")} the same directory is not known; their own checks say why.");
        }

        if (shared.Length == others.Count)
        {
            return new(DropDirectoryCheckKind.Shared, CheckOutcome.Passed, $"{string.Join(", ", shared)} {(shared.Length == 1 ? "sees" : "see")} the same directory.");
        }

        if (shared.IsEmpty && facts.IsOwn)
        {
            return new(
                DropDirectoryCheckKind.Shared, CheckOutcome.Passed,
                "The directory is this server's own: the gateway must read that of every source server, and PossibleDuplicateAction decides after a death.");
        }

        return new(
            DropDirectoryCheckKind.Shared, CheckOutcome.Warning,
            shared.IsEmpty
                ? "No other source server sees the same directory, though it is an absolute path. Mount the share on every source server, unless the gateway reads each of them."
                : $"Only {string.Join(", ", shared)} of the other source servers {(shared.Length == 1 ? "sees" : "see")} the same directory. Mount the share on every source server.");
    }

    private static string Sentence(TransportError error) => error.Detail.Length == 0
        ? $"{error.Entry.Meaning} {error.Entry.Remedy}"
        : $"{error.Entry.Meaning.TrimEnd('.')}: {error.Detail.TrimEnd('.')}. {error.Entry.Remedy}";

    /// <summary>For people, to the tenth of a unit.</summary>
    private static string Size(long bytes)
    {
        string[] units = ["bytes", "KB", "MB", "GB", "TB"];
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < units.Length - 1)
        {
            (value, unit) = (value / 1024, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {units[unit]}");
    }
}
