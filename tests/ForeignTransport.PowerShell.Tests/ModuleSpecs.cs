using System.Management.Automation;
using System.Reflection;
using ForeignTransport.PowerShell.Connectors;
using ForeignTransport.PowerShell.Help;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests;

/// <summary>The module as PowerShell sees it.</summary>
public sealed class ModuleSpecs
{
    private static readonly Assembly Module = typeof(GetForeignConnector).Assembly;

    [Fact]
    public void should_export_every_cmdlet_and_alias_when_it_is_imported()
    {
        using var engine = new HostedEngine();
        var cmdlets = CmdletReader.CmdletsOf(Module).Select(type => type.GetCustomAttribute<CmdletAttribute>()!).Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");

        var module = (PSModuleInfo)Assert.Single(engine.Run("Get-Module ForeignTransport").Output).BaseObject;

        Assert.Equal(cmdlets.Order(), module.ExportedCmdlets.Keys.Order());
        Assert.Equal(["AssembleMessage", "Get-TransportServer", "Set-TransportServer"], module.ExportedAliases.Keys.Order());
        Assert.Equal(Module.GetName().Version!.ToString(3), module.Version.ToString());
    }

    [Fact]
    public void should_be_a_valid_manifest()
    {
        using var engine = new HostedEngine();

        Assert.Empty(engine.Run($"Test-ModuleManifest '{HostedEngine.ModuleManifest}'").Errors);
    }

    /// <summary>It loads into PowerShell 7.4 and later, next to whatever that has loaded.</summary>
    [Fact]
    public void should_reference_only_what_every_powershell_has()
    {
        var references = Module.GetReferencedAssemblies().ToDictionary(reference => reference.Name!, reference => reference.Version!);

        Assert.Empty(references.Keys.Except(["netstandard", "System.Management.Automation", "System.Text.Json", "System.Memory", "System.Text.Encodings.Web"]));
        Assert.Equal(3, references["System.Management.Automation"].Major);
        Assert.True(references["System.Text.Json"].Major <= 8);
    }

    [Theory]
    [InlineData("Remove-ForeignConnector", ConfirmImpact.High)]
    [InlineData("Remove-AcceptedDomain", ConfirmImpact.High)]
    [InlineData("Remove-SystemMessage", ConfirmImpact.High)]
    [InlineData("Set-SystemMessage", ConfirmImpact.Medium)]
    [InlineData("Suspend-TransportServer", ConfirmImpact.High)]
    [InlineData("Suspend-Queue", ConfirmImpact.High)]
    [InlineData("Retry-Queue", ConfirmImpact.High)]
    [InlineData("Remove-Message", ConfirmImpact.High)]
    [InlineData("Export-Message", ConfirmImpact.High)]
    [InlineData("Redirect-Message", ConfirmImpact.High)]
    [InlineData("Set-ForeignConnector", ConfirmImpact.Medium)]
    [InlineData("New-ForeignConnector", ConfirmImpact.Medium)]
    [InlineData("Set-TransportService", ConfirmImpact.Medium)]
    public void should_ask_first_when_it_destroys(string name, ConfirmImpact impact) =>
        Assert.Equal(impact, CmdletReader.CmdletsOf(Module).Select(type => type.GetCustomAttribute<CmdletAttribute>()!).Single(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}" == name).ConfirmImpact);

    /// <summary>PowerShell warns of verbs that it does not know, unless it is told that they are meant: two are Exchange's.</summary>
    [Fact]
    public void should_use_approved_verbs_but_where_exchange_does_not()
    {
        using var engine = new HostedEngine();
        Type[] groups = [typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity)];
        var approved = groups.SelectMany(group => group.GetFields()).Select(verb => verb.Name).ToHashSet();

        Assert.Equal(
            ["Redirect-Message", "Retry-Queue"],
            CmdletReader.CmdletsOf(Module).Select(type => type.GetCustomAttribute<CmdletAttribute>()!).Where(cmdlet => !approved.Contains(cmdlet.VerbName))
                .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Order());
        Assert.Empty(engine.Run($"Import-Module '{HostedEngine.ModuleManifest}' -Force -DisableNameChecking").Warnings);
    }
}
