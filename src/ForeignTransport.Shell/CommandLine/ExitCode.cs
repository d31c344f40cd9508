namespace ForeignTransport.Shell.CommandLine;

/// <summary>What ftx answers to whoever started it.</summary>
internal static class ExitCode
{
    /// <summary>Every command did what it was asked.</summary>
    public const int Success = 0;

    /// <summary>Something failed and was shown.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the settings make no sense: nothing was run.</summary>
    public const int Usage = 2;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = 143;
}
