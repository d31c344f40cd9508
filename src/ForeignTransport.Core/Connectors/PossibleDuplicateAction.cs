namespace ForeignTransport.Core.Connectors;

/// <summary>
/// What a connector does with a file that a source server staged and that no other server sees, once nobody can tell whether the gateway got
/// it: the server died, and its Drop directory is its own.
/// </summary>
public enum PossibleDuplicateAction
{
    /// <summary>Wait until that server is back. The message expires if it never is.</summary>
    Wait = 0,

    /// <summary>Drop it again on another server, flagged with <c>X-ForeignTransport-Possible-Duplicate: true</c>.</summary>
    DropAgain = 1
}
