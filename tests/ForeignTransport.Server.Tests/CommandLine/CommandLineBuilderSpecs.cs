using ForeignTransport.Server.CommandLine;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Server.Tests.CommandLine;

public class CommandLineBuilderSpecs
{
    [Fact]
    public async Task should_serve_with_every_switch_when_all_are_given()
    {
        var run = await CommandLineRun.OfAsync(
            ["serve", "--server-name", "Hub02", "--data", "spool", "--http", "127.0.0.1:0", "--organization-file", "organization.json"]);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal("ran", run.Output);
        Assert.Empty(run.Error);
        Assert.NotNull(run.Served);
        Assert.Equal("Hub02", run.Served.ServerName);
        Assert.Equal(Path.GetFullPath("spool"), run.Served.DataDirectory);
        Assert.Equal("127.0.0.1:0", run.Served.Http.Address.ToString());
        Assert.Equal(Path.GetFullPath("organization.json"), run.Served.OrganizationFile);
    }

    [Fact]
    public async Task should_read_the_file_when_config_is_given()
    {
        var folder = Directory.CreateTempSubdirectory("ft-command-line-");
        try
        {
            var file = Path.Combine(folder.FullName, "hub.conf");
            await File.WriteAllTextAsync(file, "foreign-transport { server-name = Hub03, fqdn = hub03.contoso.com }");

            var run = await CommandLineRun.OfAsync(["serve", "--config", file, "--server-name", "Hub04"]);

            Assert.Equal("Hub04", run.Served?.ServerName);
            Assert.Equal("hub03.contoso.com", run.Served?.Fqdn);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task should_pass_exit_code_and_stop_signal_through_when_a_verb_runs()
    {
        using var stop = new CancellationTokenSource();
        var runners = new CommandLineRunners
        {
            Serve = async (_, _, stopping) =>
            {
                await stop.CancelAsync();
                return stopping.IsCancellationRequested ? 7 : 0;
            },
        };

        var run = await CommandLineRun.WithAsync(runners, ["serve"], stop.Token);

        Assert.Equal(7, run.ExitCode);
    }

    [Fact]
    public async Task should_upgrade_the_schema_of_the_named_database()
    {
        var run = await CommandLineRun.OfAsync(["schema", "upgrade", "--data", "spool"]);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal(Path.GetFullPath("spool"), run.Upgraded?.DataDirectory);
        Assert.Null(run.Served);
    }

    [Theory]
    [InlineData("health", "127.0.0.1:8558", false)]
    [InlineData("health --live", "127.0.0.1:8558", true)]
    [InlineData("health --http 127.0.0.1:9000", "127.0.0.1:9000", false)]
    public async Task should_ask_the_server_at_the_configured_address_when_health_is_asked_for(string line, string address, bool live)
    {
        var run = await CommandLineRun.OfAsync(line.Split(' '));

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal(address, run.Asked?.Node.Http.Address.ToString());
        Assert.Equal(live, run.Asked?.Live);
    }

    [Fact]
    public async Task should_report_each_configuration_error_and_not_run_when_there_are_any()
    {
        var run = await CommandLineRun.OfAsync(["serve", "--http", "8558", "--server-name", "Hub 01", "--data", ""]);

        Assert.Equal(ExitCode.Configuration, run.ExitCode);
        Assert.Null(run.Served);
        Assert.Empty(run.Output);
        var lines = run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("error: FT-5104 InvalidOptionValue: foreign-transport.", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("(from --http)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task should_report_the_file_when_it_does_not_exist()
    {
        var run = await CommandLineRun.OfAsync(["serve", "--config", "no-such.conf"]);

        Assert.Equal(ExitCode.Configuration, run.ExitCode);
        Assert.StartsWith("error: FT-5101", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serv", "\"serv\" is not known here; did you mean \"serve\"? Try \"foreign-transport --help\".")]
    [InlineData("serve --htpp 1", "\"--htpp\" is not known here; did you mean \"--http\"? Try \"foreign-transport serve --help\".")]
    [InlineData("serve --http", "Required argument missing for option: '--http'. Try \"foreign-transport serve --help\".")]
    [InlineData("serve --http 127.0.0.1:1 --http 127.0.0.1:2", "Try \"foreign-transport serve --help\".")]
    [InlineData("serve somewhere", "\"somewhere\" is not known here. Try \"foreign-transport serve --help\".")]
    [InlineData("schema", "Try \"foreign-transport schema --help\".")]
    [InlineData("schema upgrad", "did you mean \"upgrade\"? Try \"foreign-transport schema --help\".")]
    [InlineData("", "Try \"foreign-transport --help\".")]
    [InlineData("bench --messages many", "--messages: \"many\" must be a whole number from 1 to 10000000. Try \"foreign-transport bench --help\".")]
    [InlineData("bench --messages 0", "--messages: \"0\" must be a whole number")]
    [InlineData("bench --sizes 4KB,big", "--sizes: \"big\" must be a size from 512B to 128MB")]
    [InlineData("bench --sizes 4KB --messages 1,2", "--messages has 2 values for 1 sizes; give one, or one for each size.")]
    [InlineData("demo --rate 0", "--rate: \"0\" must be a whole number from 1 to 2000.")]
    [InlineData("demo --duration 1s", "--duration: \"1s\" must be a duration")]
    [InlineData("bench --hubs 0", "--hubs: \"0\" must be a whole number from 1 to 8.")]
    [InlineData("bench --runs 0", "--runs: \"0\" must be a whole number from 1 to 100.")]
    [InlineData("bench --sizes 1TB,big", "--sizes: \"1TB\" must be")]
    public async Task should_explain_in_one_line_and_run_nothing_when_arguments_are_wrong(string line, string expected)
    {
        var run = await CommandLineRun.OfAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("foreign-transport: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.IndexOf('\n', StringComparison.Ordinal), run.Error.Length - 1);
    }

    [Fact]
    public async Task should_bench_with_its_defaults_when_nothing_is_said()
    {
        var run = await CommandLineRun.OfAsync(["bench"]);

        Assert.Empty(run.Error);
        Assert.NotNull(run.Benched);
        Assert.Equal<IEnumerable<int>>([2_048, 20_480, 204_800], run.Benched.Sizes);
        Assert.Empty(run.Benched.Messages);
        Assert.Equal(new BenchArguments(run.Benched.Sizes, [], 1, 30, 1, null, false, false, null), run.Benched);
    }

    [Fact]
    public async Task should_bench_with_every_switch_when_all_are_given()
    {
        var run = await CommandLineRun.OfAsync(
            ["bench", "--sizes", "1KB,1MB", "--messages", "50,5", "--runs", "2", "--latency-seconds", "0", "--hubs", "2", "--connection-string", "Host=db", "--stages", "--json", "--data", "spool"]);

        Assert.NotNull(run.Benched);
        Assert.Equal<IEnumerable<int>>([1024, 1_048_576], run.Benched.Sizes);
        Assert.Equal<IEnumerable<int>>([50, 5], run.Benched.Messages);
        Assert.Equal(new BenchArguments(run.Benched.Sizes, run.Benched.Messages, 2, 0, 2, "Host=db", true, true, Path.GetFullPath("spool")), run.Benched);
    }

    [Fact]
    public async Task should_demonstrate_with_its_defaults_when_nothing_is_said()
    {
        var run = await CommandLineRun.OfAsync(["demo"]);

        Assert.Equal(new DemoArguments(200, TimeSpan.FromMinutes(3), Keep: false, Single: false), run.Demonstrated);
    }

    [Fact]
    public async Task should_demonstrate_with_every_switch_when_all_are_given()
    {
        var run = await CommandLineRun.OfAsync(["demo", "--rate", "500", "--duration", "2m", "--keep", "--single"]);

        Assert.Equal(new DemoArguments(500, TimeSpan.FromMinutes(2), Keep: true, Single: true), run.Demonstrated);
    }

    [Theory]
    [InlineData("--help", "serve", "demo", "bench", "schema", "docs", "Exit codes", "--organization-file cluster-config/demo-organization.json")]
    [InlineData("serve --help", "--server-name <NAME>", "--data <DIR>", "--config <FILE>", "--http <ADDRESS:PORT>", "--organization-file <FILE>", "[default: Hub01]")]
    [InlineData("bench --help", "--sizes", "--messages", "--json", "--data", "--runs", "--latency-seconds")]
    [InlineData("demo --help", "--rate <N>", "--duration <TIME>", "--keep", "--single", "[default: 200]", "[default: 3m]", "PostgreSQL")]
    [InlineData("health --help", "--config", "--http", "--live", "exit code 0", "", "")]
    [InlineData("schema upgrade --help", "--config", "--data", "Safe to repeat", "", "", "")]
    public async Task should_show_what_there_is_when_help_is_asked_for(string line, params string[] expected)
    {
        var run = await CommandLineRun.OfAsync(line.Split(' '));

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.All(expected, text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task should_say_each_default_once_when_help_is_shown()
    {
        var run = await CommandLineRun.OfAsync(["bench", "--help"]);

        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Split("[default:").Length, 1, 2));
        Assert.DoesNotContain("Immutable", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_print_the_version_alone_when_asked()
    {
        var run = await CommandLineRun.OfAsync(["--version"]);

        Assert.Matches(@"^\d+\.\d+\.\d+(-[\w.]+)?\s*$", run.Output);
    }

    [Fact]
    public async Task should_print_the_options_reference_when_asked()
    {
        var run = await CommandLineRun.OfAsync(["docs", "options"]);

        Assert.Equal(OptionsReference.Write(), run.Output);
    }

    [Fact]
    public async Task should_not_offer_a_verb_when_nothing_runs_it()
    {
        var run = await CommandLineRun.WithAsync(new CommandLineRunners(), ["serve"]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("\"serve\" is not known here", run.Error, StringComparison.Ordinal);
    }
}
