using System.Xml.Linq;
using ForeignTransport.PowerShell.Help;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Help;

/// <summary>The reference is what the source says, and Get-Help shows it.</summary>
public sealed class CmdletReferenceSpecs
{
    private const string WriteVariable = "FT_WRITE_REFERENCE";

    private static readonly XDocument Documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "ForeignTransport.PowerShell.xml"));

    public static TheoryData<string> Cmdlets() => [.. CmdletReference.Read(Documentation).Select(cmdlet => cmdlet.Name)];

    /// <summary>Writes the reference when asked to. Otherwise the new text is put into a temporary folder, and the message says where.</summary>
    [Fact]
    public void should_be_up_to_date_when_the_source_has_changed()
    {
        var expected = CmdletReference.WritePages(Documentation).ToDictionary(page => Path.Combine("docs", "reference", "cmdlets", page.Key), page => page.Value);
        expected[Path.Combine("src", "ForeignTransport.PowerShell", "en-US", CmdletReference.HelpFile)] = CmdletReference.WriteHelp(Documentation);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            Write(RepositoryRoot.Path, expected);
            foreach (var gone in Pages().Except(expected.Keys))
                File.Delete(Path.Combine(RepositoryRoot.Path, gone));
        }

        var stale = expected.Where(file => !File.Exists(Path.Combine(RepositoryRoot.Path, file.Key)) || File.ReadAllText(Path.Combine(RepositoryRoot.Path, file.Key)) != file.Value)
            .Select(file => file.Key).Concat(Pages().Except(expected.Keys)).Order().ToList();
        if (stale.Count == 0)
            return;
        var folder = Directory.CreateTempSubdirectory("ft-reference-").FullName;
        Write(folder, expected);
        Assert.Fail($"Out of date: {string.Join(", ", stale)}. Run this spec with {WriteVariable}=1 to write them; as they should be they are in {folder}.");
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void should_say_everything_when_a_cmdlet_is_there(string name)
    {
        var cmdlet = CmdletReference.Read(Documentation).Single(one => one.Name == name);

        Assert.EndsWith(".", cmdlet.Synopsis, StringComparison.Ordinal);
        Assert.NotEmpty(cmdlet.Examples);
        Assert.All(cmdlet.Examples, example => Assert.True(example.Code.Contains(name, StringComparison.Ordinal) && example.Explanation.EndsWith('.'), example.Code));
        Assert.All(cmdlet.Parameters, parameter => Assert.True(parameter.Description.EndsWith('.'), parameter.Name));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void should_parse_when_it_is_an_example(string name)
    {
        using var engine = new HostedEngine();
        var known = CmdletReference.Read(Documentation).ToDictionary(one => one.Name, one => one.Parameters.Select(parameter => parameter.Name).ToList());

        foreach (var (code, _) in CmdletReference.Read(Documentation).Single(one => one.Name == name).Examples)
        {
            var parsed = System.Management.Automation.Language.Parser.ParseInput(code, out _, out var errors);
            Assert.Empty(errors);
            foreach (var command in parsed.FindAll(ast => ast is System.Management.Automation.Language.CommandAst, true).Cast<System.Management.Automation.Language.CommandAst>())
            {
                if (known.TryGetValue(command.GetCommandName(), out var parameters))
                    Assert.All(command.CommandElements.OfType<System.Management.Automation.Language.CommandParameterAst>(), used => Assert.Contains(used.ParameterName, parameters));
            }
        }
    }

    [Fact]
    public void should_show_examples_when_help_is_asked_for()
    {
        using var engine = new HostedEngine();

        var text = engine.Show("Get-Help New-ForeignConnector -Examples");

        Assert.Contains("""New-ForeignConnector -Name "Contoso Foreign Connector" -AddressSpaces "X400:c=US;a=Fabrikam;P=Contoso;5" -SourceTransportServers Hub01,Hub02""", text, StringComparison.Ordinal);
        Assert.Contains("Hub01 and Hub02 share its work", text, StringComparison.Ordinal);
    }

    [Fact]
    public void should_show_everything_when_full_help_is_asked_for()
    {
        using var engine = new HostedEngine();

        var text = engine.Show("Get-Help New-ForeignConnector -Full");

        Assert.Contains("Creates a Foreign connector", text, StringComparison.Ordinal);
        Assert.Contains("-AddressSpaces <MultiValuedProperty>", text, StringComparison.Ordinal);
        Assert.Contains("Default: the server that answers.", text, StringComparison.Ordinal);
        Assert.Contains("-WhatIf", text, StringComparison.Ordinal);
        Assert.Contains("Set-ForeignConnector", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Pages()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "docs", "reference", "cmdlets");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)) : [];
    }

    private static void Write(string folder, Dictionary<string, string> files)
    {
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
