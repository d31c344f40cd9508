using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// Looks for receipts of gateways in the Drop directories of this server's connectors, and where files were dropped that are not confirmed yet; hands them to the partitions, and removes those that have
/// done their work.
/// </summary>
/// <remarks>
/// <para>In: its timer, <see cref="CategorizerReplies.ReceiptsJudged"/>, <see cref="CategorizerReplies.AwaitedDirectories"/>. Out:
/// <see cref="CategorizerCommands.TakeReceipts"/> and <see cref="CategorizerQueries.FindAwaitedDirectories"/> to partitions.</para>
/// <para>A connector can be given another directory while files wait for receipts in the one it had: partitions are asked every minute where theirs are.
/// Those are watched that this server wrote to, or whose marker it sees.</para>
/// <para>A receipt is removed only after its partition said that the outcome is in its journal. Without an answer, and after a crash, it is found again; several servers that see
/// one directory offer the same receipt, and the partition records it once.</para>
/// <para>A receipt that nothing waits for stays for <see cref="UnknownAge"/>, in case it is of another installation that has the same directory, and is
/// reported once. When there is more than one look reads, the next one goes on behind it.</para>
/// </remarks>
internal sealed class ReceiptWatchActor(
    string serverName, OrganizationView organization, DropPaths paths, IActorRef categorizer, int partitions, TimeSpan interval, TimeProvider time)
    : UntypedActor, IWithTimers
{
    /// <summary>How long a receipt that nothing waits for is left.</summary>
    public static readonly TimeSpan UnknownAge = TimeSpan.FromDays(1);

    /// <summary>How often partitions are asked where files wait.</summary>
    public static readonly TimeSpan AskInterval = TimeSpan.FromMinutes(1);

    private const int MostReported = 1000;

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<(string Name, bool IsDelivered), List<string>> _found = [];
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ImmutableArray<AwaitedDirectory>> _awaited = [];
    private DateTimeOffset? _askedAt;
    private IReadOnlyDictionary<string, string> _lastNames = new Dictionary<string, string>();
    private bool _looking;

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(
        string serverName, OrganizationView organization, DropPaths paths, IActorRef categorizer, int partitions, TimeSpan interval, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new ReceiptWatchActor(serverName, organization, paths, categorizer, partitions, interval, time));

    protected override void PreStart() => Timers.StartPeriodicTimer("look", Tick.Instance, interval, interval);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Tick:
                Look();
                break;
            case Looked looked:
                _looking = false;
                Offer(looked);
                break;
            case CategorizerReplies.ReceiptsJudged judged:
                Take(judged);
                break;
            case CategorizerReplies.AwaitedDirectories awaited:
                _awaited[awaited.Partition] = awaited.Directories;
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Look()
    {
        if (_looking || organization.Current is not { } state)
        {
            return;
        }

        var asking = state.ForeignConnectors.Values.Where(connector => connector.ReceiptMode != ReceiptMode.None).ToList();
        if (asking.Count == 0)
        {
            _awaited.Clear();
            _askedAt = null;
            return;
        }

        Ask();
        var service = state.Server(serverName);
        var directories = new HashSet<string>(StringComparer.Ordinal);
        foreach (var connector in asking)
        {
            if (paths.TryOpen(connector, service, out var directory, out _))
            {
                directories.Add(directory.Path);
            }
        }

        var awaited = _awaited.Values.SelectMany(some => some).Where(some => !directories.Contains(some.Path)).Distinct().ToList();
        if (directories.Count + awaited.Count > 0)
        {
            _looking = true;
            var lastNames = _lastNames;
            Task.Run(() => Find(directories.Concat(awaited.Where(IsHere).Select(some => some.Path)).Distinct(StringComparer.Ordinal), lastNames)).PipeTo(
                Self, failure: cause => new Looked([], [ErrorCatalogue.ReceiptUnusable.With(cause.Message)], lastNames));
        }
    }

    private void Ask()
    {
        var now = time.GetUtcNow();
        if (now - _askedAt < AskInterval)
        {
            return;
        }

        _askedAt = now;
        for (var partition = 0; partition < partitions; partition++)
        {
            categorizer.Tell(new CategorizerQueries.FindAwaitedDirectories(partition));
        }
    }

    /// <summary>
    /// True for a directory of this server that is there, and for one that another wrote to and that this one sees under the same path: a path alone says
    /// nothing of what is there on another machine.
    /// </summary>
    private bool IsHere(AwaitedDirectory awaited) => awaited.Server.Equals(serverName, StringComparison.OrdinalIgnoreCase)
        ? Directory.Exists(awaited.Path)
        : awaited.Marker.Length > 0 && File.Exists(Path.Combine(awaited.Path, StagingArea.Name, awaited.Marker));

    private static Looked Find(IEnumerable<string> directories, IReadOnlyDictionary<string, string> lastNames)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var receipts = new List<FoundReceipt>();
        var errors = new List<TransportError>();
        foreach (var directory in directories)
        {
            try
            {
                var (found, refused, last) = ReceiptFiles.Find(directory, lastNames.GetValueOrDefault(directory) ?? "");
                names[directory] = last;
                receipts.AddRange(found);
                errors.AddRange(refused);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // One directory that is away must not hide the receipts in the others.
                errors.Add(ErrorCatalogue.ReceiptUnusable.With($"{directory}: {cause.Message}"));
            }
        }

        return new Looked(receipts, errors, names);
    }

    private void Offer(Looked looked)
    {
        _lastNames = looked.LastNames;
        looked.Errors.ForEach(error => ReportOnce(error.Detail, error));
        _found.Clear();
        foreach (var found in looked.Receipts)
        {
            var key = (found.Receipt.FileName, found.Receipt.IsDelivered);
            if (!_found.TryGetValue(key, out var files))
            {
                _found.Add(key, files = []);
            }

            files.Add(found.Path);
        }

        foreach (var group in looked.Receipts.GroupBy(found => found.Receipt.Drop.Message.Partition(partitions)))
        {
            categorizer.Tell(new CategorizerCommands.TakeReceipts(group.Key, [.. group.Select(found => found.Receipt)]));
        }
    }

    private void Take(CategorizerReplies.ReceiptsJudged judged)
    {
        foreach (var verdict in judged.Verdicts)
        {
            if (!_found.TryGetValue((verdict.Receipt.FileName, verdict.Receipt.IsDelivered), out var files))
            {
                continue;
            }

            if (verdict.Judgement == ReceiptJudgement.Recorded)
            {
                files.ForEach(Remove);
            }
            else if (verdict.Judgement == ReceiptJudgement.Unknown)
            {
                files.ForEach(file => Leave(file, verdict.Receipt));
            }
        }
    }

    private void Leave(string file, GatewayReceipt receipt)
    {
        if (time.GetUtcNow() - File.GetLastWriteTimeUtc(file) >= UnknownAge)
        {
            Remove(file);
        }
        else
        {
            ReportOnce(file, ErrorCatalogue.ReceiptUnknown.With(receipt.FileName));
        }
    }

    private void Remove(string file)
    {
        try
        {
            File.Delete(file);
            _reported.Remove(file);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            ReportOnce(file, ErrorCatalogue.ReceiptUnusable.With($"{file} cannot be removed: {cause.Message}"));
        }
    }

    /// <summary>A directory full of receipts that cannot be used must not fill the log.</summary>
    private void ReportOnce(string subject, TransportError error)
    {
        if (_reported.Count < MostReported && _reported.Add(subject))
        {
            _log.Warning("{0}", error);
        }
    }

    private sealed record Looked(List<FoundReceipt> Receipts, List<TransportError> Errors, IReadOnlyDictionary<string, string> LastNames)
        : INoSerializationVerificationNeeded;

    private sealed class Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
