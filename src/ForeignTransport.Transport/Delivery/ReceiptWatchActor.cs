using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// Looks for receipts of gateways in the Drop directories of this server's connectors, hands them to the partitions, and removes those that have
/// done their work.
/// </summary>
/// <remarks>
/// <para>In: its timer, <see cref="CategorizerReplies.ReceiptsJudged"/>. Out: <see cref="CategorizerCommands.TakeReceipts"/> to partitions.</para>
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

    private const int MostReported = 1000;

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<(string Name, bool IsDelivered), List<string>> _found = [];
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
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

        var service = state.Server(serverName);
        var directories = new HashSet<string>(StringComparer.Ordinal);
        foreach (var connector in state.ForeignConnectors.Values.Where(connector => connector.ReceiptMode != ReceiptMode.None))
        {
            if (paths.TryOpen(connector, service, out var directory, out _))
            {
                directories.Add(directory.Path);
            }
        }

        if (directories.Count > 0)
        {
            _looking = true;
            var lastNames = _lastNames;
            Task.Run(() => Find(directories, lastNames)).PipeTo(
                Self, failure: cause => new Looked([], [ErrorCatalogue.ReceiptUnusable.With(cause.Message)], lastNames));
        }
    }

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
