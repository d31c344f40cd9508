using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Transport.Delivery;

/// <summary>Tests the Drop directories of this server when an administrator asks, on whichever server.</summary>
/// <remarks>
/// <para>In: <see cref="DeliveryQueries.TestDropDirectory"/>. Out: <see cref="DeliveryReplies.DropDirectoryTested"/>, at the latest when
/// <see cref="Deadline"/> is over.</para>
/// <para>One test for each connector at a time; whoever asks meanwhile shares its answer. A test that hangs in the file system goes on, on a thread
/// of its own, until the file system lets it: until then whoever asks is told so at once, and nothing more is tried there.</para>
/// </remarks>
internal sealed class ConnectorTestActor(
    string serverName, OrganizationView organization, Func<Guid, DropDirectoryFacts> test, TimeSpan deadline, TimeSpan copyTimeout)
    : UntypedActor, IWithTimers
{
    /// <summary>How long a directory may take.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>How long a test waits for this server's copy of the organization.</summary>
    private static readonly TimeSpan CopyTimeout = TimeSpan.FromSeconds(2);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<Guid, Run> _runs = [];

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string serverName, OrganizationView organization, DropPaths paths, TimeProvider time) =>
        Props(serverName, organization, connector => Test(serverName, organization, paths, time, connector), Deadline);

    public static Props Props(
        string serverName, OrganizationView organization, Func<Guid, DropDirectoryFacts> test, TimeSpan deadline, TimeSpan? copyTimeout = null) =>
        Akka.Actor.Props.Create(() => new ConnectorTestActor(serverName, organization, test, deadline, copyTimeout ?? CopyTimeout));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case DeliveryQueries.TestDropDirectory query:
                Begin(query.Connector, query.Version);
                break;
            case Finished finished:
                Answer(_runs[finished.Connector], finished.Facts);
                Timers.Cancel(finished.Connector);
                _runs.Remove(finished.Connector);
                break;
            case Late late when _runs.TryGetValue(late.Connector, out var run):
                run.Hangs = true;
                _log.Warning("The test of the Drop directory of connector {0} has not ended in {1}", NameOf(late.Connector), deadline);
                Answer(run, Hanging(late.Connector));
                break;
            case Late:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static DropDirectoryFacts Test(string serverName, OrganizationView organization, DropPaths paths, TimeProvider time, Guid id) =>
        organization.Current is { } state && state.FindConnector(id) is { } connector
            ? new DropDirectoryTest(serverName, paths, time).Run(connector, state.Server(serverName))
            : DropDirectoryFacts.Of(serverName, ErrorCatalogue.ObjectNotFound.With($"Foreign connector {id}"));

    private void Begin(Guid connector, long version)
    {
        if (_runs.TryGetValue(connector, out var running))
        {
            if (running.Hangs)
            {
                Sender.Tell(new DeliveryReplies.DropDirectoryTested(Hanging(connector)));
            }
            else
            {
                running.Askers.Add(Sender);
            }

            return;
        }

        _runs[connector] = new Run { Askers = { Sender } };
        Timers.StartSingleTimer(connector, new Late(connector), deadline);

        RunAsync(connector, version)
            .PipeTo(Self, failure: cause =>
            {
                _log.Error(cause, "The test of the Drop directory of connector {0} failed", connector);
                return new Finished(connector, DropDirectoryFacts.Of(serverName, ErrorCatalogue.DropDirectoryNotWritable.With(cause.GetBaseException().Message)));
            });
    }

    private async Task<Finished> RunAsync(Guid connector, long version)
    {
        // Whoever asks may have changed the connector a moment ago.
        using var patience = new CancellationTokenSource(copyTimeout);
        await organization.ReachAsync(version, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // A thread of its own: those of the pool are for what ends.
        return await Task.Factory.StartNew(
            () => new Finished(connector, test(connector)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static void Answer(Run run, DropDirectoryFacts facts)
    {
        run.Askers.ForEach(asker => asker.Tell(new DeliveryReplies.DropDirectoryTested(facts)));
        run.Askers.Clear();
    }

    private DropDirectoryFacts Hanging(Guid connector) =>
        DropDirectoryFacts.Of(serverName, ErrorCatalogue.DropDirectoryHangs.With($"{NameOf(connector)} on {serverName}, {deadline.TotalSeconds:0} s"));

    private string NameOf(Guid connector) => organization.Current?.FindConnector(connector)?.Name ?? connector.ToString();

    private sealed class Run
    {
        public List<IActorRef> Askers { get; } = [];

        public bool Hangs { get; set; }
    }

    private sealed record Finished(Guid Connector, DropDirectoryFacts Facts) : INoSerializationVerificationNeeded;

    private sealed record Late(Guid Connector) : INoSerializationVerificationNeeded;
}
