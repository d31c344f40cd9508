using Akka.Actor;

namespace ForeignTransport.Transport.Hosting;

/// <summary>Answers for this server, at a path that every server has.</summary>
/// <remarks>
/// <para>In: <see cref="ServerQueries.GetFacts"/> from any server. Out: <see cref="ServerFacts"/>.</para>
/// <para>It reads what others keep and waits for nothing, so that a server with a hanging disk or database still answers.</para>
/// </remarks>
internal sealed class ServerFactsActor(string serverName, Func<ServerFacts> facts) : UntypedActor
{
    /// <summary>Its name below <c>/user</c>.</summary>
    public const string Name = "server-facts";

    public static Props Props(string serverName, Func<ServerFacts> facts) => Akka.Actor.Props.Create(() => new ServerFactsActor(serverName, facts));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ServerQueries.GetFacts query when query.Server.Equals(serverName, StringComparison.OrdinalIgnoreCase):
                Sender.Tell(facts());
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
