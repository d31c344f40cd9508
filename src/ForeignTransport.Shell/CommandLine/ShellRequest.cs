namespace ForeignTransport.Shell.CommandLine;

/// <summary>What a command line asks for. The derived types are all there are.</summary>
internal abstract record ShellRequest
{
    private ShellRequest()
    {
    }

    /// <summary>The version, on one line.</summary>
    public sealed record Version : ShellRequest;

    /// <summary>How ftx is used.</summary>
    public sealed record Help : ShellRequest;

    /// <summary>Commands are to be run.</summary>
    /// <param name="Input">Where they come from.</param>
    /// <param name="Server">The text of -Server; null when it was not given.</param>
    /// <param name="AllowsPrograms">True lets commands start programs of the system.</param>
    public sealed record Run(ShellInput Input, string? Server, bool AllowsPrograms = false) : ShellRequest;

    /// <summary>The command line makes no sense.</summary>
    /// <param name="Reason">One sentence.</param>
    public sealed record Refused(string Reason) : ShellRequest;
}
