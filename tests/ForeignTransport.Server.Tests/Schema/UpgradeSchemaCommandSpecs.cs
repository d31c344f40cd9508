using System.Collections.Immutable;
using System.Diagnostics;
using ForeignTransport.Server.Bench;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Server.Demo;
using Xunit;

namespace ForeignTransport.Server.Tests.Schema;

/// <summary>The verb as an administrator meets it: a process, its output and its exit code.</summary>
public sealed class UpgradeSchemaCommandSpecs : IAsyncLifetime
{
    private const string Unreachable = "Host=127.0.0.1;Port=1;Username=hub;Database=none";

    private PrivatePostgreSql _server = null!;

    public async Task InitializeAsync() => _server = await PrivatePostgreSql.StartAsync(
        PrivatePostgreSql.FindPrograms() ?? throw new InvalidOperationException(PrivatePostgreSql.HowToInstall), CancellationToken.None);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task should_create_the_schema_once_and_say_so()
    {
        var first = await RunAsync("postgresql", _server.ConnectionString("postgres"));
        var second = await RunAsync("postgresql", _server.ConnectionString("postgres"));

        Assert.Equal((ExitCode.Success, "Created the schema in an empty database: version 3."), (first.ExitCode, first.Output));
        Assert.Equal((ExitCode.Success, "The schema has version 3 already: nothing was to be done."), (second.ExitCode, second.Output));
    }

    [Fact]
    public async Task should_have_nothing_to_do_when_the_database_is_sqlite()
    {
        var run = await RunAsync("sqlite", connectionString: null);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.EndsWith("nothing is to be done.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_fail_with_a_reason_in_one_line_when_the_database_cannot_be_reached()
    {
        var run = await RunAsync("postgresql", Unreachable);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("foreign-transport: FT-6013 DatabaseUnavailable: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', run.Error);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string provider, string? connectionString)
    {
        var executable = ServerExecutable.Current();
        var start = new ProcessStartInfo(executable.FileName)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in executable.LeadingArguments.Concat(["schema", "upgrade"]).ToImmutableArray())
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["FT_DATABASE_PROVIDER"] = provider;
        if (connectionString is not null)
        {
            start.Environment["FT_DATABASE_CONNECTION_STRING"] = connectionString;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Trim(), (await error).Trim());
    }
}
