using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Purpose: tells the process that another server quarantined this actor system, which Akka.NET only logs: the two will not speak again
/// before one of them is started again.
/// In: ThisActorSystemQuarantinedEvent. Out: the callback, once. Survives a crash: nothing.
/// </summary>
/// <remarks>
/// A paused server that wakes up may quarantine the one that took its work over. So the database is asked first: the word of a server that is
/// fenced does not count. When it cannot be asked, every word counts.
/// </remarks>
internal sealed class QuarantineExit : UntypedActor
{
    private readonly MembershipDatabase _database;
    private readonly MembershipTimes _times;
    private readonly Action<TransportError> _quarantined;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _told;

    public QuarantineExit(MembershipDatabase database, MembershipTimes times, Action<TransportError> quarantined)
    {
        _database = database;
        _times = times;
        _quarantined = quarantined;
    }

    public static Props Props(MembershipDatabase database, MembershipTimes times, Action<TransportError> quarantined) =>
        Akka.Actor.Props.Create(() => new QuarantineExit(database, times, quarantined));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ThisActorSystemQuarantinedEvent quarantined:
                var by = quarantined.RemoteAddress;
                JudgeAsync(by).PipeTo(Self, failure: cause => new Judged(by, Counts: true, cause.Message));
                break;
            case Judged { Counts: true } judged when !_told:
                _told = true;
                _quarantined(ErrorCatalogue.ServerQuarantined.With($"{judged.By} quarantined this server{(judged.Doubt is { } doubt ? $" ({doubt})" : "")}."));
                break;
            case Judged { Counts: false } judged:
                _log.Warning("{0} quarantined this server; it is fenced itself, so this server goes on", judged.By);
                break;
            case Judged:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private async Task<Judged> JudgeAsync(Address by)
    {
        var rows = await _database.RunAsync(MemberRow.ReadAllAsync, _times.Operation, CancellationToken.None);
        var self = rows.FirstOrDefault(row => row.Incarnation == _database.Self.ToString());
        var accusers = rows.Where(row => row.Address is { } address && address.Host == by.Host && address.Port == by.Port).ToList();
        var goesOn = self is { IsActing: true } && accusers.Count > 0 && accusers.All(row => row.IsFenced);
        return new Judged(by, !goesOn, null);
    }

    /// <summary>Whether the word of that server counts.</summary>
    private sealed record Judged(Address By, bool Counts, string? Doubt) : INoSerializationVerificationNeeded;
}
