using System.Management.Automation;

namespace ForeignTransport.Shell.Objects;

/// <summary>Get-Unique: objects of a sorted list without those that equal the one before. Texts are compared with their case.</summary>
/// <example>
/// <code>Get-Message | ForEach-Object FromAddress | Sort-Object | Get-Unique -CaseInsensitive</code>
/// <para>Every sender once.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "Unique", DefaultParameterSetName = "AsString")]
[Alias("gu")]
[OutputType(typeof(PSObject))]
public sealed class GetUniqueCommand : PSCmdlet
{
    private PSObject? _previous;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Compares what objects look like as text.</summary>
    [Parameter(ParameterSetName = "AsString")]
    public SwitchParameter AsString { get; set; }

    /// <summary>Keeps the first of successive objects of a type.</summary>
    [Parameter(ParameterSetName = "UniqueByType")]
    public SwitchParameter OnType { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not { } target || (_previous is { } previous && AreEqual(previous, target)))
            return;

        _previous = target;
        WriteObject(target);
    }

    private bool AreEqual(PSObject left, PSObject right)
    {
        if (OnType)
            return left.TypeNames[0] == right.TypeNames[0];

        if (AsString)
            return string.Equals(left.ToString(), right.ToString(), CaseInsensitive ? StringComparison.CurrentCultureIgnoreCase : StringComparison.CurrentCulture);

        return (CaseInsensitive ? ValueComparer.IgnoreCase : ValueComparer.WithCase).Equals(left, right);
    }
}
