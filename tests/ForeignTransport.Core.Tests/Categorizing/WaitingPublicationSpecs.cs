using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>A queue goes on with its other source servers while files wait for the one that staged them.</summary>
public class WaitingPublicationSpecs
{
    private const int MaxAttempts = 2;
    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private static readonly TransportServers All = Servers("Hub01", "Hub02", "Hub03");
    private static readonly TransportServers Rest = Servers("Hub01", "Hub03");

    private readonly CategorizerPartition _partition = new(new CategorizerState());

    [Fact]
    public void should_start_attempts_on_another_server_when_those_of_a_lost_one_wait()
    {
        var attempts = Stage(MaxAttempts);
        Enqueue(9);
        Assert.Null(Choose(Rest));

        foreach (var attempt in attempts)
        {
            Assert.IsType<PublicationStep.Wait>(Next(attempt, Rest));
            Assert.IsType<PublicationStep.Wait>(Next(attempt, Rest));
        }

        Assert.Equal(MaxAttempts, _partition.Attempts.UnderWay.Count);
        Assert.Equal("Hub03", Choose(Rest));
        Assert.Equal(0, Queue.AttemptsInFlight);

        // It comes back: what ends late gives nothing back a second time.
        Assert.IsType<PublicationStep.Ask>(Next(attempts[0], All));
        _partition.Attempts.Published(attempts[0], "Hub02", new PublishingResult([Key(attempts[0])], [], null), relayDsnRequired: false, Now);
        Assert.Equal(0, Queue.AttemptsInFlight);
    }

    [Fact]
    public void should_start_no_more_attempts_when_a_server_that_is_there_cannot_publish()
    {
        var attempts = Stage(MaxAttempts);
        Enqueue(9);
        foreach (var attempt in attempts)
        {
            Assert.IsType<PublicationStep.Ask>(Next(attempt, All));
            _partition.Attempts.Published(
                attempt, "Hub02", new PublishingResult([], [], ErrorCatalogue.DropDirectoryNotWritable.With("/drop")), relayDsnRequired: false, Now);
            Assert.IsType<PublicationStep.Wait>(Next(attempt, All));
        }

        Assert.Equal(MaxAttempts, Queue.AttemptsInFlight);
        Assert.Null(Choose(All));
    }

    private DeliveryQueue Queue => Assert.Single(_partition.Queues.Delivery);

    private static TransportServers Servers(params string[] names)
    {
        var set = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, names);
        return new TransportServers(set, set, set);
    }

    private static DropKey Key(DeliveryAttempt attempt) => new(attempt.Drops[0].Message, attempt.Drops[0].Ordinal);

    private string? Choose(TransportServers servers) => Queue.Choose([.. servers.Accepting.Order().Where(server => server != "Hub01")], Now, MaxAttempts);

    private PublicationStep Next(DeliveryAttempt attempt, TransportServers servers) =>
        _partition.Attempts.NextPublication(attempt, servers, "Hub01", PossibleDuplicateAction.Wait, Now);

    private void Enqueue(int number)
    {
        var message = QueuedMessages.To(number, "r0@contoso.com");
        _partition.Apply(new MessagesAccepted([message]));
        Assert.Null(_partition.Route(
            [CategorizerPartition.PendingItem(_partition.State.Messages[message.Id])!], SimulatedRouting.AllPlain.Find, Now));
    }

    /// <summary>Each message in an attempt of its own; only its writer knows where the file is.</summary>
    private List<DeliveryAttempt> Stage(int messages)
    {
        var attempts = new List<DeliveryAttempt>();
        for (var number = 1; number <= messages; number++)
        {
            Enqueue(number);
            var attempt = _partition.Attempts.Start(Queue, "Hub02", oneRecipientPerFile: false, Now);
            _partition.Apply(_partition.Attempts.Staged(attempt, new StagingResult("/drop", "", [Key(attempt)], [], null), Now).Staged!);
            attempts.Add(attempt);
        }

        return attempts;
    }
}
