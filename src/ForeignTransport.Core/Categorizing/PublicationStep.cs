namespace ForeignTransport.Core.Categorizing;

/// <summary>What is to be done with staged files that are not published yet.</summary>
public abstract record PublicationStep
{
    private PublicationStep()
    {
    }

    /// <summary>Ask this server to publish them.</summary>
    /// <param name="Server">The server.</param>
    /// <param name="FirstTry">True when nobody was ever asked before: a file that is missing is lost, not published.</param>
    public sealed record Ask(string Server, bool FirstTry) : PublicationStep;

    /// <summary>No server can publish them now; the attempt waits for a retry or for a change among the servers.</summary>
    /// <param name="IsNew">True when it did not wait before: somebody should be told.</param>
    public sealed record Wait(bool IsNew) : PublicationStep;

    /// <summary>Nobody can tell what became of them: journal this, and stage them anew.</summary>
    public sealed record Abandon(DropsAbandoned Event) : PublicationStep;
}
