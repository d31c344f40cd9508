namespace ForeignTransport.Shell.Interactive;

/// <summary>What a key leads to.</summary>
internal enum EditorOutcome
{
    /// <summary>The line goes on.</summary>
    Editing,

    /// <summary>Enter: the line is whole.</summary>
    Submitted,

    /// <summary>Ctrl-C: the line is thrown away.</summary>
    Cancelled,

    /// <summary>Ctrl-D on an empty line: nothing more comes.</summary>
    Ended,

    /// <summary>Ctrl-L: the line goes on, on an empty screen.</summary>
    ClearScreen,
}
