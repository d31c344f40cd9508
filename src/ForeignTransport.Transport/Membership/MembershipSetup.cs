using Akka.Actor.Setup;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Hands an actor system the database of its membership: Akka.NET makes a <see cref="SqlLease"/> itself and can give it nothing else.
/// </summary>
/// <param name="database">The connections.</param>
/// <param name="times">How long things take.</param>
public sealed class MembershipSetup(MembershipDatabase database, MembershipTimes times) : Setup
{
    public MembershipDatabase Database { get; } = database;

    public MembershipTimes Times { get; } = times;
}
