using System.Diagnostics;
using System.Text;
using Xunit;

namespace ForeignTransport.Shell.Tests.EndToEnd;

/// <summary>The prompt on a real terminal, which the program script (util-linux) makes. Without that program the specs fail.</summary>
public sealed class TerminalSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FtxProcess _ftx = new();
    private readonly StringBuilder _seen = new();

    public void Dispose() => _ftx.Dispose();

    [Fact]
    public async Task should_edit_complete_interrupt_and_remember_when_a_person_types()
    {
        _ftx.Variables["TERM"] = "xterm";
        // exec: some shells would stay in between, and take Ctrl-C for themselves.
        using var process = _ftx.Start("script", ["-qec", $"exec {FtxProcess.Executable} -Server http://127.0.0.1:9", "/dev/null"]);
        try
        {
            await SeeAsync(process, "ftx> ");
            await TypeAsync(process, "'abc'.Leng\t + 39\r");
            await SeeAsync(process, "\n42\r");
            await SeeAsync(process, "ftx> ");

            await TypeAsync(process, "1..2 | ForEach-Object {\r");
            await SeeAsync(process, ">> ");
            await TypeAsync(process, "\"<$_>\" }\r");
            await SeeAsync(process, "\n<2>\r");
            await SeeAsync(process, "ftx> ");

            await TypeAsync(process, "'spinning'; while ($true) { }\r");
            await SeeAsync(process, "\nspinning\r");
            await TypeAsync(process, "\u0003");
            await SeeAsync(process, "ftx> ");

            await TypeAsync(process, "\u001b[A\u001b[A\u001b[A\r");
            await SeeAsync(process, "\n42\r");
            await SeeAsync(process, "ftx> ");

            await TypeAsync(process, "Get-Nope\r");
            await SeeAsync(process, "\u001b[31;1mGet-Nope: The term");
            await SeeAsync(process, "ftx> ");
            await TypeAsync(process, "exit 9\r");

            await EndAsync(process);
            Assert.Equal(9, process.ExitCode);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        var history = Path.Combine(_ftx.Home, ".local", "state", "foreign-transport", "history");
        Assert.Equal("'abc'.Length + 39", (await File.ReadAllLinesAsync(history))[0]);
    }

    [Fact]
    public async Task should_ask_and_hide_what_is_typed_when_it_is_a_secret()
    {
        _ftx.Variables["TERM"] = "xterm";
        using var process = _ftx.Start("script", ["-qec", $"exec {FtxProcess.Executable} -Server http://127.0.0.1:9 -c '$n = Read-Host Name; $p = Read-Host Secret -MaskInput; \"<$n> $($p.Length)\"; Read-Host Again -MaskInput; 3'", "/dev/null"]);
        try
        {
            await SeeAsync(process, "Name: ");
            await TypeAsync(process, "Fax\r");
            await SeeAsync(process, "Secret: ");
            await TypeAsync(process, "abcd\r");
            Assert.StartsWith("****\r\n", await SeeAsync(process, "<Fax> 4\r"), StringComparison.Ordinal);
            await SeeAsync(process, "Again: ");
            await TypeAsync(process, "x\u0003");
            await EndAsync(process);
            Assert.Equal(130, process.ExitCode);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task should_show_the_name_of_the_server_that_is_connected_and_no_proxy_the_token()
    {
        using var server = new FakeServer("Hub09");
        using var other = new FakeServer("Hub10");
        using var proxy = new FakeServer("Proxy");
        _ftx.Variables["TERM"] = "xterm";
        _ftx.Variables["FTX_TOKEN"] = "ft_secret";
        _ftx.Variables["http_proxy"] = proxy.Address;
        using var process = _ftx.Start("script", ["-qec", $"exec {FtxProcess.Executable} -Server {server.Address}", "/dev/null"]);
        try
        {
            await SeePromptAsync(process, "[Hub09] PS> ");
            await TypeAsync(process, $"Connect-ForeignTransport {other.Address}\r");
            await SeePromptAsync(process, "[Hub10] PS> ");
            await TypeAsync(process, "exit\r");
            await EndAsync(process);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.Empty(proxy.Requests);
        Assert.All(server.Requests.Concat(other.Requests), request => Assert.Contains("Authorization: Bearer ft_secret", request, StringComparison.Ordinal));
    }

    /// <summary>Types until a prompt has come: the name is asked for beside it, and stands in one that follows the answer.</summary>
    private async Task SeePromptAsync(Process process, string prompt)
    {
        var asked = Stopwatch.StartNew();
        while (!(await SeeAsync(process, "> ")).Contains(prompt, StringComparison.Ordinal))
        {
            Assert.True(asked.Elapsed < Patience, $"'{prompt}' did not come.");
            await TypeAsync(process, "'try'\r");
            await SeeAsync(process, "\ntry\r");
        }
    }

    private static async Task EndAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
    }

    private static async Task TypeAsync(Process process, string keys)
    {
        await process.StandardInput.WriteAsync(keys);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Reads until a text has come, forgets what came up to its end, and gives it back.</summary>
    private async Task<string> SeeAsync(Process process, string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new char[4096];
        int at;
        while ((at = _seen.ToString().IndexOf(text, StringComparison.Ordinal)) < 0)
        {
            int read;
            try
            {
                read = await process.StandardOutput.ReadAsync(buffer, patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"'{text}' did not come, but: {_seen}");
            }

            Assert.True(read > 0, $"The terminal closed before '{text}' came: {_seen}");
            _seen.Append(buffer, 0, read);
        }

        var came = _seen.ToString(0, at + text.Length);
        _seen.Remove(0, at + text.Length);
        return came;
    }
}
