using System.Management.Automation;

namespace ForeignTransport.PowerShell.Tests.Hosting;

/// <summary>What came of a script.</summary>
internal sealed record RunResult(
    IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings, IReadOnlyList<string> Verbose, string Host)
{
    /// <summary>The one error, by code, as PowerShell's <c>FullyQualifiedErrorId</c> begins with it.</summary>
    public ErrorRecord Error => Xunit.Assert.Single(Errors);

    public string ErrorText => Error.ErrorDetails?.Message ?? Error.Exception.Message;
}
