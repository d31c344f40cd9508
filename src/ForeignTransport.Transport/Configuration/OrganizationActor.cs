using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.DistributedData;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Serialization;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Organization;

namespace ForeignTransport.Transport.Configuration;

/// <summary>What the organization actor is told and asked.</summary>
internal static class OrganizationMessages
{
    /// <summary>Change the configuration. Answered with <see cref="Changed"/>.</summary>
    public sealed record Change(OrganizationCommand Command) : ITransportMessage
    {
        /// <summary>The revision that the object of the command had when it was read; null when that does not matter.</summary>
        public string? Revision { get; init; }

        /// <summary>Only say what would be: nothing is changed.</summary>
        public bool WhatIf { get; init; }
    }

    /// <summary>The answer: what is true now, durable, or why nothing changed.</summary>
    public sealed record Changed(TransportError? Error, ImmutableArray<string> Warnings, long Version) : ITransportMessage
    {
        /// <summary>What became of which object, or would; empty when everything was so already.</summary>
        public ImmutableArray<ObjectChange> Changes { get; init; } = [];
    }
}

/// <summary>
/// Owns the configuration of the organization; a cluster singleton.
/// </summary>
/// <remarks>
/// <para>In: <see cref="OrganizationMessages.Change"/>. Out: its answer, after the events are durable; every version to all servers through
/// DistributedData.</para>
/// <para>Decide and Apply are in Core. Commands are handled one at a time: the next one waits until the events of the last are durable, so
/// that it is decided on what is true.</para>
/// <para>After a crash: the journal is replayed and the version it ends with is published again.</para>
/// </remarks>
internal sealed class OrganizationActor : UntypedPersistentActor
{
    private const int EventsBetweenSnapshots = 100;

    /// <summary>Servers that do not answer by then hear of it by gossip.</summary>
    private static readonly TimeSpan ReplicationTimeout = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly OrganizationDefinition? _seed;
    private readonly string _serverName;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private OrganizationState _state = OrganizationState.Empty;

    public OrganizationActor(string serverName, OrganizationDefinition? seed, TimeProvider time)
    {
        _serverName = serverName;
        _seed = seed;
        _time = time;
    }

    /// <inheritdoc />
    public override string PersistenceId => "organization";

    public static Props Props(string serverName, OrganizationDefinition? seed, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new OrganizationActor(serverName, seed, time));

    /// <summary>
    /// The same, started again whenever a failing journal stopped it: a cluster singleton that has stopped stays so until its server ends.
    /// </summary>
    public static Props Kept(string serverName, OrganizationDefinition? seed, TimeProvider time) => BackoffSupervisor.Props(Backoff.OnStop(
        Props(serverName, seed, time), "state", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), 0.1, maxNrOfRetries: -1));

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: Wire.OrganizationSnapshot snapshot }:
                _state = OrganizationMapping.FromWire(snapshot);
                break;
            case OrganizationEvent happened:
                _state = _state.Apply(happened);
                break;
            case RecoveryCompleted:
                Self.Tell(Begin.Instance);
                break;
            default:
                throw new InvalidDataException($"Unknown event {message.GetType()} in the journal of {PersistenceId}.");
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Begin:
                Start();
                break;
            case OrganizationMessages.Change change:
                Change(change);
                break;
            case SaveSnapshotFailure failure:
                _log.Warning(failure.Cause, "The snapshot of the organization was not saved; it is with a later change");
                break;
            case SaveSnapshotSuccess or IUpdateResponse or OrganizationMessages.Changed:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        base.OnRecoveryFailure(reason, message);
        Context.System.EventStream.Publish(new OrganizationUnreadable(reason));
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        _log.Error(cause, "The journal rejected a change of the organization; the actor stops and recovers");
        Context.Stop(Self);
    }

    private void Start()
    {
        if (_state.Version > 0)
        {
            Publish();
        }

        // One after the other: whether this server must be registered is decided on what the seed made of it.
        if (_seed is { } seed && _state.IsUnconfigured)
        {
            Self.Tell(new OrganizationMessages.Change(new OrganizationCommand.SeedOrganization(seed)));
        }
        else if (_seed is not null)
        {
            _log.Info("The organization file is not used: the organization is configured already");
        }

        Self.Tell(new OrganizationMessages.Change(new OrganizationCommand.RegisterTransportServer(_serverName)));
    }

    private void Change(OrganizationMessages.Change change)
    {
        var asker = Sender;
        var decision = OrganizationDecider.Decide(_state, change.Command, change.Revision, _time.GetUtcNow(), Guid.CreateVersion7());
        if (decision.Error is { } error && !change.WhatIf)
        {
            _log.Warning("A change of the organization was refused: {0}", error);
        }

        var answer = new OrganizationMessages.Changed(decision.Error, decision.Warnings, _state.Version)
        {
            Changes = ObjectChange.Of(_state, decision.Events)
        };
        if (decision.Events.IsEmpty || change.WhatIf)
        {
            asker.Tell(answer);
            return;
        }

        var before = _state.Version;
        PersistAll(decision.Events, happened => _state = _state.Apply(happened));
        DeferAsync(answer, made =>
        {
            Publish();
            asker.Tell(made with { Version = _state.Version });
            if (before / EventsBetweenSnapshots != _state.Version / EventsBetweenSnapshots)
            {
                SaveSnapshot(OrganizationMapping.ToWire(_state));
            }
        });
    }

    private void Publish()
    {
        var cluster = Cluster.Get(Context.System);
        var version = OrganizationMapping.ToWire(_state);
        DistributedData.Get(Context.System).Replicator.Tell(Dsl.Update(
            OrganizationReplica.Key,
            new LWWRegister<Wire.OrganizationSnapshot>(cluster.SelfUniqueAddress, version),
            new WriteAll(ReplicationTimeout),
            register => register.WithValue(cluster.SelfUniqueAddress, version, OrganizationReplica.NewestVersion)));
    }

    private sealed class Begin : INoSerializationVerificationNeeded
    {
        public static readonly Begin Instance = new();
    }
}
