using System.Management.Automation;
using System.Management.Automation.Language;
using System.Collections;

namespace ForeignTransport.Shell.Tests.Samples;

/// <summary>Get-Sample: two connectors, as the cmdlets of the module write theirs.</summary>
[Cmdlet(VerbsCommon.Get, "Sample")]
[Alias("gsample")]
[OutputType(typeof(SampleConnector))]
public sealed class GetSampleCommand : PSCmdlet
{
    public static readonly SampleConnector[] All =
    [
        new() { Name = "Contoso", AddressSpaces = ["X400:c=US;a=Fabrikam;P=Contoso;5", "SMTP:a;1", "SMTP:b;1", "SMTP:c;1", "SMTP:d;1"], Enabled = true, MessageCount = 7, RetryInterval = TimeSpan.FromMinutes(5) },
        new() { Name = "Fax", AddressSpaces = ["FAX:*;1"], DropDirectory = @"C:\Drop Directory", MessageCount = 1200, RetryInterval = TimeSpan.FromHours(30) },
    ];

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(Names))]
    public string? Identity { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var sample in All.Where(sample => Identity is null || sample.Name == Identity))
            WriteObject(sample);
    }

    /// <summary>Completes names, as the module's cmdlets do.</summary>
    public sealed class Names : IArgumentCompleter
    {
        public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
            All.Where(sample => sample.Name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(sample => new CompletionResult(sample.Name));
    }
}
