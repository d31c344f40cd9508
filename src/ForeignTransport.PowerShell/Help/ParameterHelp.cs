namespace ForeignTransport.PowerShell.Help;

/// <summary>What there is to say about a parameter.</summary>
internal sealed class ParameterHelp
{
    public string Name { get; set; } = "";

    public string Type { get; set; } = "";

    public string Description { get; set; } = "";

    public IReadOnlyList<string> Aliases { get; set; } = [];

    /// <summary>Of a choice.</summary>
    public IReadOnlyList<string> Values { get; set; } = [];

    public bool IsRequired { get; set; }

    public bool IsSwitch { get; set; }

    /// <summary>From 1; null when it must be named.</summary>
    public int? Position { get; set; }

    public bool ByValue { get; set; }

    public bool ByPropertyName { get; set; }

    public string PositionText => Position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "named";

    public string PipelineText => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False"
    };

    public string Usage
    {
        get
        {
            var name = Position is null ? $"-{Name}" : $"[-{Name}]";
            var usage = IsSwitch ? name : $"{name} <{Type}>";
            return IsRequired ? usage : $"[{usage}]";
        }
    }
}
