using ForeignTransport.PowerShell.Connections;

namespace ForeignTransport.Shell.Interactive;

/// <summary>Asks the first server that answers for its name, to show it in the prompt.</summary>
internal static class ServerName
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The name; null when no server says it.</summary>
    public static Task<string?> AskAsync(CancellationToken cancellation) => TransportConnection.FindServerNameAsync(Patience, cancellation);
}
