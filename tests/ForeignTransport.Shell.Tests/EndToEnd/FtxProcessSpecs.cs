using System.Diagnostics;
using ForeignTransport.Shell.CommandLine;
using Xunit;

namespace ForeignTransport.Shell.Tests.EndToEnd;

public sealed class FtxProcessSpecs : IDisposable
{
    private readonly FtxProcess _ftx = new();

    public void Dispose() => _ftx.Dispose();

    [Fact]
    public async Task should_print_the_version_and_leave_nothing_behind()
    {
        var (code, output, error) = await _ftx.RunAsync(["--version"]);

        Assert.Equal((0, "ftx 0.1.0" + Environment.NewLine, ""), (code, output, error));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_ftx.Home));
    }

    [Theory]
    [InlineData("'a'; exit 7", 7, "a\n", "")]
    [InlineData("Get-Nothing; 'after'", 1, "after\n", "Get-Nothing: The term")]
    [InlineData("Get-Thing | | fl", 1, "", "Line 1, column 12: An empty pipe element")]
    public async Task should_answer_by_its_exit_code_and_without_color_when_commands_are_given(string commands, int expected, string output, string error)
    {
        var run = await _ftx.RunAsync(["-c", commands]);

        Assert.Equal((expected, output), (run.Code, run.Out));
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Fact]
    public async Task should_say_what_is_wrong_and_start_nothing_when_the_command_line_makes_no_sense()
    {
        var (code, output, error) = await _ftx.RunAsync(["-Nonsense"]);

        Assert.Equal((ExitCode.Usage, "", "ftx: Unknown switch '-Nonsense'. ftx --help lists them." + Environment.NewLine), (code, output, error));
    }

    [Fact]
    public async Task should_run_standard_input_to_its_end_when_it_is_no_terminal()
    {
        var (code, output, _) = await _ftx.RunAsync([], "$a = 20\n$a +\n1\n");

        Assert.Equal((0, "21\n"), (code, output));
    }

    [Fact]
    public async Task should_hand_lines_on_when_commands_ask_for_input()
    {
        var (_, output, _) = await _ftx.RunAsync(["-c", "$input | ForEach-Object { \"<$_>\" }"], "a\nb\n");

        Assert.Equal("<a>\n<b>\n", output);
    }

    [Fact]
    public async Task should_hand_arguments_to_a_script_and_answer_its_exit()
    {
        await File.WriteAllTextAsync(Path.Combine(_ftx.Home, "x y.ps1"), "param([string]$Name, [switch]$Force, $Rest)\n\"$Name|$Force|$Rest\"\nGet-Nope\nexit 5\n");

        var (code, output, error) = await _ftx.RunAsync(["x y.ps1", "-Force", "-Name:it's", "$(evil)"]);

        Assert.Equal((5, "it's|True|$(evil)\n"), (code, output));
        Assert.StartsWith("x y.ps1:3: Get-Nope: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_run_a_script_that_looks_after_drop_files()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_ftx.Home, "Drop", "Fax"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "1.eml"), "To: a@contoso.com\n\ntext\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "2.eml"), "To: b@contoso.com\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "3.eml"), "To: B@contoso.com\n");
        File.SetLastWriteTimeUtc(Path.Combine(folder.FullName, "2.eml"), DateTime.UnixEpoch);
        await File.WriteAllTextAsync(Path.Combine(_ftx.Home, "drop.ps1"), """
            param([string]$Folder)
            $recipient = Read-Host 'Recipient'
            $time = Measure-Command {
                $found = Get-ChildItem $Folder -Filter *.eml -Recurse | ForEach-Object {
                    Write-Progress 'Reading' -Status $_.Name
                    $_ | Select-String "^To: (.+)" -List
                }
            }
            Write-Progress 'Reading' -Completed
            $found | Where-Object { $_.Line -match "^To: $recipient@" } | ForEach-Object {
                $old = (Get-ChildItem $_.Path | New-TimeSpan) -gt (New-TimeSpan -Days 1)
                "$(Split-Path $_.Path -Leaf) in $(Split-Path (Split-Path $_.Path) -Leaf), old: $old"
            }
            ($found | ForEach-Object { $_.Matches[0].Groups[1].Value } | Sort-Object | Get-Unique -CaseInsensitive) -join ', '
            Test-Path (Join-Path $Folder Fax 1.eml)
            $time -lt (New-TimeSpan -Minutes 1)
            """);

        var (code, output, error) = await _ftx.RunAsync(["drop.ps1", "-Folder", "Drop"], "b\n");

        Assert.Equal((0, "2.eml in Fax, old: True\n3.eml in Fax, old: False\na@contoso.com, b@contoso.com\nTrue\nTrue\n", ""), (code, output, error));
    }

    [Fact]
    public async Task should_not_take_a_command_for_an_answer_when_it_reads_commands()
    {
        var (code, output, error) = await _ftx.RunAsync([], "$a = Read-Host Name\n\"<$a>\"\n");

        Assert.Equal((1, "<>\n", "Read-Host: The command reads a line, and standard input, which is no terminal, holds the commands.\n"), (code, output, error));
    }

    [Fact]
    public async Task should_say_so_when_there_is_no_such_script()
    {
        var (code, _, error) = await _ftx.RunAsync(["nope.ps1"]);

        Assert.Equal((ExitCode.Usage, "ftx: the script nope.ps1 does not exist.\n"), (code, error));
    }

    [Fact]
    public async Task should_keep_telemetry_and_debug_pipes_away_and_the_token_from_scripts()
    {
        _ftx.Variables["FTX_TOKEN"] = "ft_secret";

        var (code, output, _) = await _ftx.RunAsync(["-c", "\"<$env:FTX_TOKEN>\"; [System.IO.Directory]::GetFileSystemEntries([System.IO.Path]::GetTempPath(), 'CoreFxPipe_*').Count"]);

        Assert.Equal((0, "<>\n0\n"), (code, output));
        Assert.Empty(Directory.EnumerateFiles(_ftx.Home, "telemetry.uuid", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task should_show_the_token_of_the_settings_to_servers_that_are_named_later(bool isInEnvironment)
    {
        using var server = new FakeServer("Hub09");
        if (isInEnvironment)
        {
            _ftx.Variables["FTX_TOKEN"] = "ft_secret";
        }
        else
        {
            await File.WriteAllTextAsync(Path.Combine(_ftx.Home, "token"), "ft_secret\n");
            await File.WriteAllTextAsync(Path.Combine(_ftx.Home, "ftx.json"), """{"tokenFile":"token"}""");
            _ftx.Variables["FTX_CONFIG"] = Path.Combine(_ftx.Home, "ftx.json");
        }

        var (code, output, _) = await _ftx.RunAsync(["-c", $"(Connect-ForeignTransport -Uri {server.Address}).Server"]);

        Assert.Equal((0, "Hub09\n"), (code, output));
        Assert.Contains("Authorization: Bearer ft_secret", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_import_the_cmdlets_of_another_module()
    {
        var module = typeof(FtxProcessSpecs).Assembly.Location;

        var (code, output, error) = await _ftx.RunAsync(["-c", $"Import-Module '{module}'; Get-Sample | Format-List Name"]);

        Assert.Equal((0, "\nName : Contoso\n\nName : Fax\n\n", ""), (code, output, error));
    }

    [Theory]
    [InlineData("INT", "while ($true) { }", ExitCode.Interrupted)]
    [InlineData("INT", "Start-Sleep 60", ExitCode.Interrupted)]
    [InlineData("INT", "[System.Threading.Thread]::Sleep(60000)", ExitCode.Interrupted)]
    [InlineData("TERM", "Start-Sleep 60", ExitCode.Terminated)]
    public async Task should_end_at_once_when_a_signal_comes(string signal, string commands, int expected)
    {
        using var process = _ftx.Start(FtxProcess.Executable, ["-c", $"'ready'; {commands}"]);
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());

        using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
        await kill.WaitForExitAsync();
        var (code, output, _) = await FtxProcess.EndAsync(process);

        Assert.Equal((expected, ""), (code, output));
    }
}
