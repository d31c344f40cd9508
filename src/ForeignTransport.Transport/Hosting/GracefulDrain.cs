using Akka;
using Akka.Actor;
using Akka.Event;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Submission;

namespace ForeignTransport.Transport.Hosting;

/// <summary>
/// What happens before a server leaves its cluster: no file is taken any more and those that were are seen through; then no file is staged any
/// more and those that were are published; then it calls no partition by itself any more. Partitions finish and move after that, by Akka's own
/// phases.
/// </summary>
/// <param name="system">The actor system of the server.</param>
/// <param name="connectors">The connectors of the server.</param>
/// <param name="callers">
/// What calls partitions by itself. A shard region leaves when nobody waits in it for a partition; where no server is left to run one, because the
/// last ones stop in the same instant, each call would wait until that phase times out.
/// </param>
/// <param name="timeout">
/// For each of the steps; three seconds unless given. What is not through by then is taken up by whoever runs next, as after a crash.
/// </param>
/// <remarks>A server that the others have counted out does none of this: it must not write any more.</remarks>
internal sealed class GracefulDrain(ActorSystem system, IActorRef connectors, IReadOnlyList<IActorRef> callers, TimeSpan? timeout = null)
{
    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromSeconds(3);
    private readonly List<IActorRef> _directories = [];
    private HttpSubmission? _http;

    /// <summary>Puts the steps into the coordinated shutdown.</summary>
    public void Register()
    {
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "drain-submission", () => RunAsync(() => Task.WhenAll(Directories().Select(
            directory => directory.Ask<SubmissionDirectoryActor.Drained>(SubmissionDirectoryActor.Drain.Instance, _timeout)))));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "drain-http-submission", () => RunAsync(
            async () => _ = _http is { } http && !await http.CloseAsync(_timeout) ? throw new AskTimeoutException("messages") : true));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "drain-connectors", () => RunAsync(
            () => connectors.Ask<ConnectorSupervisor.Drained>(ConnectorSupervisor.Drain.Instance, _timeout)));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeClusterShutdown, "rest-callers", () => RunAsync(
            () => Task.WhenAll(callers.Select(caller => caller.GracefulStop(_timeout)))));
    }

    /// <summary>Adds a Pickup or Replay directory.</summary>
    public void Add(IActorRef directory)
    {
        lock (_directories)
        {
            _directories.Add(directory);
        }
    }

    /// <summary>Adds what takes messages over HTTP.</summary>
    public void Add(HttpSubmission http) => _http = http;

    private IActorRef[] Directories()
    {
        lock (_directories)
        {
            return [.. _directories];
        }
    }

    private async Task<Done> RunAsync(Func<Task> step)
    {
        if (CoordinatedShutdown.Get(system).ShutdownReason is not CoordinatedShutdown.ClusterDowningReason)
        {
            try
            {
                await step();
            }
            catch (Exception late) when (late is AskTimeoutException or TaskCanceledException)
            {
                system.Log.Warning("The server stops with work under way that did not end within {0}", _timeout);
            }
        }

        return Done.Instance;
    }
}
