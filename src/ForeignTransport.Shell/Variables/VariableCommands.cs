using System.Management.Automation;

namespace ForeignTransport.Shell.Variables;

/// <summary>Get-Variable: the variables of the session, all or by name. Not here: -Scope.</summary>
[Cmdlet(VerbsCommon.Get, "Variable")]
[Alias("gv")]
[OutputType(typeof(PSVariable))]
public sealed class GetVariableCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var found = WildcardPattern.ContainsWildcardCharacters(name)
                ? InvokeProvider.ChildItem.Get($"Variable:{name}", false).Select(item => item.BaseObject).OfType<PSVariable>().OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase).ToList()
                : SessionState.PSVariable.Get(name) is { } variable ? [variable] : null;
            if (found is null)
                WriteError(new(new ItemNotFoundException($"Cannot find a variable with the name '{name}'."), "VariableNotFound", ErrorCategory.ObjectNotFound, name));
            else
                found.ForEach(variable => WriteObject(ValueOnly ? variable.Value : variable));
        }
    }
}

/// <summary>Set-Variable: gives variables a value. Not here: -Scope, -Option, -Visibility.</summary>
[Cmdlet(VerbsCommon.Set, "Variable")]
[Alias("sv", "set")]
[OutputType(typeof(PSVariable))]
public sealed class SetVariableCommand : PSCmdlet
{
    private readonly List<object?> _values = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipeline = true)]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _values.Add(Value);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var name in Name)
        {
            SessionState.PSVariable.Set(name, _values.Count == 1 ? _values[0] : _values.ToArray());
            if (PassThru)
                WriteObject(SessionState.PSVariable.Get(name));
        }
    }
}
