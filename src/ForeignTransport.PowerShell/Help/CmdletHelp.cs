namespace ForeignTransport.PowerShell.Help;

/// <summary>What there is to say about a cmdlet.</summary>
internal sealed class CmdletHelp
{
    public string Verb { get; set; } = "";

    public string Noun { get; set; } = "";

    public string Name => $"{Verb}-{Noun}";

    public string Synopsis { get; set; } = "";

    public string Remarks { get; set; } = "";

    public IReadOnlyList<string> Aliases { get; set; } = [];

    /// <summary>In the order of the reference: by position, then what is required, then by name.</summary>
    public IReadOnlyList<ParameterHelp> Parameters { get; set; } = [];

    /// <summary>Parameters of each way to call it; one at least.</summary>
    public IReadOnlyList<IReadOnlyList<ParameterHelp>> Syntax { get; set; } = [];

    /// <summary>Types that the pipeline brings.</summary>
    public IReadOnlyList<string> Inputs { get; set; } = [];

    public IReadOnlyList<string> Outputs { get; set; } = [];

    public IReadOnlyList<(string Code, string Explanation)> Examples { get; set; } = [];

    /// <summary>Names of cmdlets.</summary>
    public IReadOnlyList<string> Links { get; set; } = [];

    /// <summary>As it is typed.</summary>
    public string SyntaxLine(IReadOnlyList<ParameterHelp> parameters) => string.Join(" ", parameters.Select(parameter => parameter.Usage).Prepend(Name));
}
