namespace ForeignTransport.PowerShell.Connectors;

/// <summary>What to do when a server died and only it knows whether the gateway got a file.</summary>
public enum PossibleDuplicateAction
{
    /// <summary>Wait for that server.</summary>
    Wait,

    /// <summary>Drop the file again, flagged.</summary>
    DropAgain
}
