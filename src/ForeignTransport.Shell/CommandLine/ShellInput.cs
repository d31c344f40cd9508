namespace ForeignTransport.Shell.CommandLine;

/// <summary>Where the commands come from. The derived types are all there are.</summary>
internal abstract record ShellInput
{
    private ShellInput()
    {
    }

    /// <summary>Commands of the command line.</summary>
    public sealed record Command(string Text) : ShellInput;

    /// <summary>A script file and what is handed to it.</summary>
    public sealed record Script(string Path, IReadOnlyList<string> Arguments) : ShellInput;

    /// <summary>Standard input, to its end.</summary>
    public sealed record StandardInput : ShellInput;

    /// <summary>Nobody said: a person when there is a terminal, otherwise standard input.</summary>
    public sealed record Unspecified : ShellInput;
}
