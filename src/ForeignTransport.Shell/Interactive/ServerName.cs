using ForeignTransport.PowerShell.Connections;

namespace ForeignTransport.Shell.Interactive;

/// <summary>
/// The name of the server that the commands go to, for the prompt. It is asked for beside the prompt, which never waits: when a connection is made, when another server answers, and again
/// as long as none does.
/// </summary>
/// <param name="leaving">The session is over.</param>
internal sealed class ServerName(CancellationToken leaving)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private TransportConnection? _connection;
    private Uri? _answering;
    private Task<(Uri Server, string Name)?> _answer = Task.FromResult<(Uri, string)?>(null);

    /// <summary>The name; null while it is not known, and when no server says it.</summary>
    public string? Known
    {
        get
        {
            var connection = TransportConnection.Current;
            // A server that refused is not asked again: a wrong token would count twice.
            var isOld = _answer.IsFaulted ? connection.Answering != _answering
                : _answer.IsCompleted && (Answer is not { } answer || connection.Answering != answer.Server);
            if (connection != _connection || isOld)
                Ask(connection);

            return Answer?.Name;
        }
    }

    private (Uri Server, string Name)? Answer => _answer.IsCompletedSuccessfully ? _answer.GetAwaiter().GetResult() : null;

    private void Ask(TransportConnection connection)
    {
        (_connection, _answering) = (connection, connection.Answering);
        _answer = connection.FindServerNameAsync(Patience, leaving);
    }
}
