using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Server.Demo;
using ForeignTransport.Server.Tests.CommandLine;
using ForeignTransport.Server.Tests.EndToEnd;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.Access;
using Xunit;

namespace ForeignTransport.Server.Tests.Access;

/// <summary>The verbs, through the real command line.</summary>
public sealed class TokenCommandSpecs : IDisposable
{
    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task should_print_the_secret_once_and_keep_its_hash_alone()
    {
        var run = await RunAsync("create", "--name", "Monitoring", "--role", "view-only", "--expires", "90d");

        Assert.Equal(ExitCode.Success, run.ExitCode);
        var secret = run.Output.Trim();
        Assert.True(AccessTokenSecret.TryHash(secret, out var hash));
        await using var store = SqliteAccessSchema.Open(Path.Combine(_folder.Data, "access.db"));
        var token = await store.FindTokenAsync(hash, CancellationToken.None);
        Assert.Equal(("Monitoring", Role.ViewOnly, Environment.UserName), (token!.Name, token.Role, token.CreatedBy));
        Assert.InRange((token.Expires - token.Created)!.Value, TimeSpan.FromDays(90) - TimeSpan.FromMinutes(1), TimeSpan.FromDays(90));
        foreach (var file in Directory.EnumerateFiles(_folder.Data))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(secret, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task should_list_and_remove_and_record_both()
    {
        await RunAsync("create", "--name", "Ada Lovelace", "--role", "administrator");
        await RunAsync("create", "--name", "Monitoring", "--role", "ViewOnly", "--expires", "1d");

        var listed = await RunAsync("list");
        Assert.Equal(ExitCode.Success, listed.ExitCode);
        var lines = listed.Output.Split('\n');
        Assert.Matches("^Name +Role +Created +Created by +Expires +Last used$", lines[0]);
        Assert.Matches($@"^Ada Lovelace +Administrator +\d{{4}}-\d\d-\d\d \d\d:\d\dZ +{Environment.UserName} +never +never$", lines[1]);
        Assert.Matches(@"^Monitoring +ViewOnly +\S+ \S+ +\S+ +\d{4}-\d\d-\d\d \d\d:\d\dZ +never$", lines[2]);

        var removed = await RunAsync("remove", "--name", "monitoring");
        Assert.Equal((ExitCode.Success, "Removed access token \"Monitoring\". Running servers refuse it within 5 seconds."), (removed.ExitCode, removed.Output.Trim()));
        Assert.Equal(ExitCode.Failure, (await RunAsync("remove", "--name", "Monitoring")).ExitCode);

        await using var store = SqliteAccessSchema.Open(Path.Combine(_folder.Data, "access.db"));
        var entries = (await store.QueryAuditAsync(new AuditFilter(), CancellationToken.None)).Entries;
        Assert.Equal(
            [("Remove-TransportAccessToken", "Monitoring", false), ("Remove-TransportAccessToken", "monitoring", true),
                ("New-TransportAccessToken", "Monitoring", true), ("New-TransportAccessToken", "Ada Lovelace", true)],
            entries.Select(entry => (entry.CmdletName, entry.ObjectModified, entry.Outcome!.Succeeded)));
        Assert.All(entries, entry => Assert.Equal(
            (Environment.UserName, AuthenticationMethod.None, "foreign-transport token"), (entry.Caller.Name, entry.Caller.Authentication, entry.Client)));
        Assert.Contains("\"role\":\"ViewOnly\"", entries[1].Outcome!.Before, StringComparison.Ordinal);
        Assert.Contains("\"role\":\"Administrator\"", entries[3].Outcome!.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_say_so_when_there_are_none() => Assert.Equal("There are no access tokens.\n", (await RunAsync("list")).Output);

    [Fact]
    public async Task should_leave_no_file_when_the_database_cannot_be_used()
    {
        await RunAsync("list");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder.Data, "access.db")};Pooling=False"))
        {
            connection.Open();
            using var broken = connection.CreateCommand();
            broken.CommandText = "DROP TABLE audit_log";
            broken.ExecuteNonQuery();
        }

        var file = Path.Combine(_folder.Root, "token");

        Assert.Equal(ExitCode.Failure, (await RunAsync("create", "--name", "a", "--role", "operator", "--out", file)).ExitCode);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task should_write_the_secret_into_a_new_file_that_its_owner_alone_may_read()
    {
        var file = Path.Combine(_folder.Root, "token");
        var run = await RunAsync("create", "--name", "a", "--role", "operator", "--out", file);

        Assert.Equal((ExitCode.Success, $"Made access token \"a\" (Operator); its secret is in {file}."), (run.ExitCode, run.Output.Trim()));
        Assert.True(AccessTokenSecret.TryHash((await File.ReadAllTextAsync(file)).TrimEnd('\n'), out _));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task should_make_no_token_when_its_secret_has_no_place()
    {
        var file = Path.Combine(_folder.Root, "token");
        await File.WriteAllTextAsync(file, "precious");

        Assert.Equal(ExitCode.Failure, (await RunAsync("create", "--name", "a", "--role", "operator", "--out", file)).ExitCode);
        Assert.Equal("precious", await File.ReadAllTextAsync(file));
        Assert.Equal("There are no access tokens.\n", (await RunAsync("list")).Output);
    }

    [Fact]
    public async Task should_leave_no_file_when_the_name_is_in_use()
    {
        var file = Path.Combine(_folder.Root, "token");
        await RunAsync("create", "--name", "a", "--role", "operator");

        Assert.Equal(ExitCode.Failure, (await RunAsync("create", "--name", "A", "--role", "operator", "--out", file)).ExitCode);
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("create", "--name", "a")]
    [InlineData("create", "--role", "operator")]
    [InlineData("create", "--name", "a", "--role", "root")]
    [InlineData("create", "--name", "a", "--role", "operator", "--expires", "90")]
    [InlineData("create", "--name", "a", "--role", "operator", "--expires", "1s")]
    [InlineData("remove")]
    public async Task should_not_run_when_the_command_line_is_wrong(params string[] args)
    {
        var run = await RunAsync(args);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.False(File.Exists(Path.Combine(_folder.Data, "access.db")));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task should_refuse_a_name_that_is_none(string name) =>
        Assert.Equal(ExitCode.Failure, (await RunAsync("create", "--name", name, "--role", "operator")).ExitCode);

    [Fact]
    public async Task should_make_the_first_token_of_a_cluster_in_an_empty_database()
    {
        await using var server = await PrivatePostgreSql.StartAsync(
            PrivatePostgreSql.FindPrograms() ?? throw new InvalidOperationException(PrivatePostgreSql.HowToInstall), CancellationToken.None);
        var node = _folder.Configuration(
            (DatabaseOptions.ProviderOption.EnvironmentVariable, "postgresql"),
            (DatabaseOptions.ConnectionStringOption.EnvironmentVariable, server.ConnectionString("postgres")));
        await using var output = new StringWriter();

        Assert.Equal(ExitCode.Success, await TokenCommand.CreateAsync(node, new TokenArguments("first", Role.Administrator, null, null), output, CancellationToken.None));

        Assert.True(AccessTokenSecret.TryHash(output.ToString().Trim(), out var hash));
        await using var database = ServerDatabase.Of(node, "spec");
        Assert.Null(await database.PrepareSchemaAsync(CancellationToken.None));
        await using var store = database.OpenAccessStore();
        Assert.Equal("first", (await store.FindTokenAsync(hash, CancellationToken.None))?.Name);
        Assert.True(Assert.Single((await store.QueryAuditAsync(new AuditFilter(), CancellationToken.None)).Entries).Outcome?.Succeeded);
    }

    [Fact]
    public async Task should_fail_when_the_database_cannot_be_reached()
    {
        var node = _folder.Configuration(
            (DatabaseOptions.ProviderOption.EnvironmentVariable, "postgresql"),
            (DatabaseOptions.ConnectionStringOption.EnvironmentVariable, "Host=127.0.0.1;Port=1;Username=hub;Database=none"));

        Assert.Equal(ExitCode.Failure, await TokenCommand.ListAsync(node, TextWriter.Null, CancellationToken.None));
    }

    private Task<CommandLineRun> RunAsync(params string[] args) => CommandLineRun.WithAsync(
        new CommandLineRunners { Token = new TokenVerbs(TokenCommand.CreateAsync, TokenCommand.ListAsync, TokenCommand.RemoveAsync) },
        ["token", .. args.Length == 0 ? ["list"] : args, "--data", _folder.Data]);
}
