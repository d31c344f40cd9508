using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Connections;

public sealed class ConnectionSpecs : IDisposable
{
    private const string Session = """{"caller":"anna","role":"Operator","authentication":"token","server":"Hub01","version":"0.1.0","product":"ForeignTransport"}""";

    private readonly Dictionary<string, string?> _environment = new[] { "FTX_SERVER", "FTX_TOKEN", "FTX_TOKEN_FILE" }
        .ToDictionary(name => name, Environment.GetEnvironmentVariable);

    private readonly List<Socket> _away = [];

    public void Dispose()
    {
        foreach (var (name, value) in _environment)
            Environment.SetEnvironmentVariable(name, value);
        TransportConnection.Forget();
        _away.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public void should_say_one_clear_line_when_the_server_is_away()
    {
        var address = AwayAddress();
        using var engine = new HostedEngine([address], token: null);

        var result = engine.Run("Get-ForeignConnector; 'next'");

        Assert.Equal(
            $"The ForeignTransport server {address.GetLeftPart(UriPartial.Authority)} does not answer: Connection refused. Start it, or name another with -Server (FTX_SERVER).",
            result.ErrorText);
        Assert.Equal("ServerAway,ForeignTransport.PowerShell.Connectors.GetForeignConnector", result.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void should_ask_for_trust_and_not_for_a_start_when_the_certificate_is_refused()
    {
        var refused = new HttpRequestException(
            "The SSL connection could not be established, see inner exception.",
            new AuthenticationException("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot"));

        Assert.Equal(
            "The ForeignTransport server https://hub01:8558 does not answer: The remote certificate is invalid because of errors in the certificate chain: "
                + "UntrustedRoot. Let this computer trust its certificate, or name another with -Server (FTX_SERVER).",
            ServerAwayException.Of([(new Uri("https://hub01:8558/api"), refused)]).Message);
    }

    [Fact]
    public void should_end_the_command_when_the_server_is_away()
    {
        using var engine = new HostedEngine([AwayAddress()], token: null);

        Assert.Single(engine.Run("'A','B','C' | Set-ForeignConnector -Enabled $true").Errors);
        Assert.Equal("caught", Assert.Single(engine.Run("try { Get-Queue } catch { 'caught' }").Output).ToString());
    }

    [Fact]
    public void should_name_every_address_when_no_server_answers()
    {
        var (first, second) = (AwayAddress(), AwayAddress());
        using var engine = new HostedEngine([first, second], token: null);

        var text = engine.Run("Get-ForeignConnector").ErrorText;

        Assert.StartsWith("No ForeignTransport server answers: ", text, StringComparison.Ordinal);
        Assert.Contains(first.Authority, text, StringComparison.Ordinal);
        Assert.Contains(second.Authority, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_ask_the_next_server_and_stay_there_when_the_first_is_away()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnList("foreign-connectors").OnWrite("PATCH", "foreign-connectors/Fax");
        var away = AwayAddress();
        using var engine = new HostedEngine([away, server.Address], token: null);

        var written = engine.Run("Set-ForeignConnector Fax -Enabled $true -Verbose").Verbose.Where(line => line.StartsWith("PATCH", StringComparison.Ordinal)).ToList();
        var read = engine.Run("Get-ForeignConnector -Verbose").Verbose.Where(line => line.StartsWith("GET", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, written.Count);
        Assert.Contains(away.Authority, written[0], StringComparison.Ordinal);
        Assert.Contains(server.Address.Authority, Assert.Single(read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_make_the_change_at_the_next_server_when_the_first_takes_no_connection()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnWrite("PATCH", "foreign-connectors/Fax");
        using var deaf = new DeafServer();
        using var engine = new HostedEngine([deaf.Address, server.Address], token: null);

        Assert.Empty(engine.Run("Set-ForeignConnector Fax -Enabled $true").Errors);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task should_repeat_a_read_and_never_a_change_when_a_server_breaks_off()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnList("foreign-connectors").OnWrite("PATCH", "foreign-connectors/Fax");
        using var broken = new BrokenServer();
        using var engine = new HostedEngine([broken.Address, server.Address], token: null);

        var changed = engine.Run("Set-ForeignConnector Fax -Enabled $true");
        Assert.Empty(server.Requests);
        Assert.Contains("Whether it did what was asked is not known", changed.ErrorText, StringComparison.Ordinal);

        Assert.Empty(engine.Run("Get-ForeignConnector").Errors);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task should_show_the_token_to_the_server_and_to_nobody_else()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnProblem("GET", "foreign-connectors", 401, "FT-5160", "The request does not show who sends it.", "");
        using var engine = new HostedEngine([server.Address], "ft_secret");

        var result = engine.Run("Get-ForeignConnector -Verbose -Debug");

        Assert.Equal("Bearer ft_secret", Assert.Single(server.Requests).Headers["authorization"]);
        Assert.DoesNotContain("ft_secret", string.Join("\n", result.Verbose) + result.Host + result.Error + result.Error.Exception, StringComparison.Ordinal);
        Assert.Contains(result.Verbose, line => line == $"GET {server.Address.GetLeftPart(UriPartial.Authority)}/api/v1/foreign-connectors?resultSize=unlimited");
    }

    [Theory]
    [InlineData("", "The request does not show who sends it. Give a token: ")]
    [InlineData("The token is not valid: unknown, removed or expired.", "The token is not valid: unknown, removed or expired. Give a token: ")]
    public async Task should_ask_for_a_token_and_say_what_is_wrong_with_the_one_that_was_shown(string detail, string expected)
    {
        await using var server = await FakeServer.StartAsync();
        server.OnProblem("GET", "foreign-connectors", 401, "FT-5160", "The request does not show who sends it.", detail);
        using var engine = new HostedEngine([server.Address], "ft_secret");

        Assert.StartsWith(expected, engine.Run("Get-ForeignConnector").ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_say_which_program_asks()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnList("foreign-connectors");
        using var engine = new HostedEngine(server);
        engine.Run("Get-ForeignConnector");

        Assert.Matches(@"^\S+/0\.1\.0$", Assert.Single(server.Requests).Headers["x-foreigntransport-client"]);
        Assert.False(server.Requests[0].Headers.ContainsKey("authorization"));
    }

    [Fact]
    public async Task should_not_follow_when_the_answer_leads_elsewhere()
    {
        await using var elsewhere = await FakeServer.StartAsync();
        await using var server = await FakeServer.StartAsync();
        server.On("GET", "foreign-connectors", _ => Task.FromResult(new Reply(307, "") { Location = elsewhere.Address }));
        using var engine = new HostedEngine([server.Address], "ft_secret");

        Assert.Single(engine.Run("Get-ForeignConnector").Errors);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task should_take_servers_and_token_from_the_environment_when_nobody_said_otherwise()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnList("foreign-connectors");
        using var folder = new TemporaryFolder();
        Environment.SetEnvironmentVariable("FTX_SERVER", $"{AwayAddress()}, {server.Address}");
        Environment.SetEnvironmentVariable("FTX_TOKEN", null);
        Environment.SetEnvironmentVariable("FTX_TOKEN_FILE", folder.Write("token", "ft_file\nsecond line\n"));
        using var engine = new HostedEngine();

        Assert.Empty(engine.Run("Get-ForeignConnector").Errors);
        Assert.Equal("Bearer ft_file", Assert.Single(server.Requests).Headers["authorization"]);
    }

    [Theory]
    [InlineData("ftp://hub01", null, "FTX_SERVER: \"ftp://hub01\" is not the address of a server")]
    [InlineData("hub01", null, "FTX_SERVER: \"hub01\" is not the address of a server")]
    [InlineData("http://anna:secret@hub01", null, "FTX_SERVER")]
    [InlineData("http://127.0.0.1:1", "two words", "FTX_TOKEN: this is not a token")]
    public void should_name_the_setting_when_the_environment_is_wrong(string server, string? token, string expected)
    {
        Environment.SetEnvironmentVariable("FTX_SERVER", server);
        Environment.SetEnvironmentVariable("FTX_TOKEN", token);
        using var engine = new HostedEngine();

        var text = engine.Run("Get-ForeignConnector").ErrorText;

        Assert.StartsWith(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain("words", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_connect_and_show_who_asks_when_the_server_knows_the_token()
    {
        await using var server = await FakeServer.StartAsync();
        server.On("GET", "session", Session).OnList("foreign-connectors");
        using var folder = new TemporaryFolder();
        using var engine = new HostedEngine([AwayAddress()], token: null);

        var session = Assert.Single(engine.Run($"Connect-ForeignTransport -Uri {server.Address} -TokenFile '{folder.Write("token", "ft_1")}'").Output);
        Assert.Empty(engine.Run("Get-ForeignConnector").Errors);

        Assert.Equal("anna", session.Properties["Caller"].Value);
        Assert.Equal(server.Address, session.Properties["Address"].Value);
        Assert.All(server.Requests, request => Assert.Equal("Bearer ft_1", request.Headers["authorization"]));
    }

    [Fact]
    public async Task should_show_the_connection_when_nothing_is_named()
    {
        await using var server = await FakeServer.StartAsync();
        server.On("GET", "session", Session);
        using var engine = new HostedEngine([server.Address], "ft_1");

        Assert.Equal("Hub01", Assert.Single(engine.Run("Connect-ForeignTransport").Output).Properties["Server"].Value);
        Assert.Equal("Bearer ft_1", Assert.Single(server.Requests).Headers["authorization"]);
    }

    [Fact]
    public async Task should_not_show_the_token_when_another_server_is_named()
    {
        await using var server = await FakeServer.StartAsync();
        server.On("GET", "session", Session);
        Environment.SetEnvironmentVariable("FTX_TOKEN", null);
        Environment.SetEnvironmentVariable("FTX_TOKEN_FILE", null);
        using var engine = new HostedEngine([AwayAddress()], "ft_1");

        Assert.Empty(engine.Run($"Connect-ForeignTransport {server.Address}").Errors);
        Assert.False(Assert.Single(server.Requests).Headers.ContainsKey("authorization"));
    }

    [Fact]
    public async Task should_keep_the_old_connection_when_the_new_one_fails()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnList("foreign-connectors");
        using var engine = new HostedEngine(server);

        Assert.Single(engine.Run($"Connect-ForeignTransport {AwayAddress()}").Errors);
        Assert.Contains("cannot be read", engine.Run($"Connect-ForeignTransport {server.Address} -TokenFile /no/such/file").ErrorText, StringComparison.Ordinal);
        Assert.Empty(engine.Run("Get-ForeignConnector").Errors);
    }

    [Fact]
    public async Task should_end_at_once_when_the_command_is_stopped()
    {
        await using var server = await FakeServer.StartAsync();
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource<Reply>());
        server.On("GET", "foreign-connectors", _ =>
        {
            asked.SetResult();
            return answer.Task;
        });
        using var engine = new HostedEngine(server);
        var (running, result) = engine.Begin("Get-ForeignConnector; 'never'");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await Task.Run(running.Stop).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(System.Management.Automation.PSInvocationState.Stopped, running.InvocationStateInfo.State);
        Assert.Throws<System.Management.Automation.PipelineStoppedException>(() => running.EndInvoke(result));
        running.Dispose();
        answer.SetResult(new Reply(200, "{}"));
    }

    /// <summary>Nobody listens there, and nobody else gets the port.</summary>
    private Uri AwayAddress()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _away.Add(socket);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new Uri($"http://{socket.LocalEndPoint}");
    }
}
