using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Configuration;

public class OptionsReferenceSpecs
{
    /// <summary>Regenerate with: dotnet run --project src/ForeignTransport.Server -- docs options &gt; docs/reference/options.md</summary>
    [Fact]
    public void should_be_what_is_committed_when_written_from_the_table() =>
        Assert.Equal(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "reference", "options.md")), OptionsReference.Write());

    [Fact]
    public void should_say_everything_about_every_option()
    {
        var page = OptionsReference.Write();

        Assert.All(NodeOptionTable.All, option =>
        {
            Assert.Contains($"### {option.Key}\n", page, StringComparison.Ordinal);
            Assert.Contains($"`{option.EnvironmentVariable}`", page, StringComparison.Ordinal);
            Assert.All([option.Meaning, option.Why, option.Default, option.Allowed], text => Assert.NotEqual(string.Empty, text.Trim()));
        });
    }
}
