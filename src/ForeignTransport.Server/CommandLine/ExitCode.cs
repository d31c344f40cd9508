namespace ForeignTransport.Server.CommandLine;

/// <summary>How the process ends; service managers and scripts act on these.</summary>
public static class ExitCode
{
    /// <summary>Done, or stopped as asked.</summary>
    public const int Success = 0;

    /// <summary>The work itself failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line could not be understood; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>The configuration is wrong (EX_CONFIG of sysexits.h); restarting without a change cannot help.</summary>
    public const int Configuration = 78;
}
