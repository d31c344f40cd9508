using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>The lines that an administrator types about queues, character for character, through the real ftx and a real server.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class FtxQueueSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _home = Directory.CreateTempSubdirectory("ftx-queues-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task should_deliver_what_waits_when_long_queues_are_retried()
    {
        await using var server = await AwayGateway.StartAsync();
        await server.QueueAsync();
        Directory.CreateDirectory(server.Gateway);

        Assert.Empty(await RunAsync(server, "Get-Queue -Filter {MessageCount -gt 10} | Retry-Queue -Confirm:$false"));

        await server.DroppedAsync(AwayGateway.Messages);
    }

    [Fact]
    public async Task should_suspend_show_export_and_remove_messages()
    {
        await using var server = await AwayGateway.StartAsync();
        await server.QueueAsync();

        var (code, dialogue) = await AnswerAsync(server, "Get-Message -Queue \"Hub01\\FAX\" -ResultSize 50 | Suspend-Message", "A");
        Assert.True(code == 0 && dialogue.Split("Are you sure you want to perform this action?").Length == 2, dialogue);
        Assert.Equal("12\n", await RunAsync(server, "(Get-Message -Filter {Status -eq 'Suspended' -and FromAddress -like '*@fabrikam.com'} | Measure-Object).Count"));

        var table = await RunAsync(server, "Get-Message -Queue Hub01\\FAX -ResultSize 1");
        Assert.True(
            Regex.IsMatch(table, @"\nIdentity +FromAddress +Status +Queue +Subject *\n[- ]+\nHub01\\\d+\\\d+ +bob@fabrikam\.com +Suspended +Hub01\\\d+ +queued \d+ *\n"), table);

        Assert.Empty(await RunAsync(server, "Remove-Message -Filter {Subject -eq 'queued 2'} -Confirm:$false; Remove-Message -Filter \"Subject -eq 'queued 3'\" -WithNDR $false -Confirm:$false"));
        await server.Folder.DroppedAsync("Mail", "Undeliverable: queued 2");

        var exported = Directory.CreateDirectory(Path.Combine(_home, "exported")).FullName;
        await RunAsync(server, $"Get-Message -Filter {{Subject -like 'queued 1*'}} | ForEach-Object {{ Export-Message $_.Identity -Confirm:$false | AssembleMessage -Path '{exported}' }}");
        var files = Directory.GetFiles(exported, "*.eml");
        Assert.Equal(4, files.Length);
        Assert.All(files, file => Assert.StartsWith("X-Sender: <bob@fabrikam.com>", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));

        Directory.CreateDirectory(server.Gateway);
        Assert.Empty(await RunAsync(server, "Resume-Message -Filter {Status -eq 'Suspended'} -Confirm:$false; Retry-Queue FAX -Confirm:$false"));
        await server.DroppedAsync(AwayGateway.Messages - 2);
        await server.UntilAsync(queue => queue["messageCount"]!.GetValue<int>() == 0);
        Assert.Equal(AwayGateway.Messages - 2, server.Files().Length);
    }

    [Fact]
    public async Task should_change_nothing_when_whatif_is_given_or_nobody_confirms()
    {
        await using var server = await AwayGateway.StartAsync();
        await server.QueueAsync();

        var foreseen = await RunAsync(server, "Suspend-Queue -Filter {NextHopDomain -eq 'FAX'} -WhatIf");
        Assert.Matches(@"What if: Suspending queue ""Hub01\\\d+""\.\n", foreseen);
        var (code, text) = await FtxAsync(server, "Suspend-Queue FAX");
        Assert.NotEqual(0, code);
        Assert.Contains("add -Confirm:$false", text, StringComparison.Ordinal);
        (code, text) = await FtxAsync(server, "Suspend-Queue nowhere.example -Confirm:$false");
        Assert.Equal((1, true), (code, text.Contains("queue 'nowhere.example' couldn't be found", StringComparison.Ordinal)));

        Assert.Equal("Retry\n", await RunAsync(server, "(Get-Queue FAX).Status"));
    }

    [Fact]
    public async Task should_show_the_priority_of_messages_when_priority_queuing_is_switched_on()
    {
        await using var server = await AwayGateway.StartAsync();
        // The gateway is tried every half an hour, and senders of urgent messages hear of a delay after the first.
        Assert.Contains(
            "of a delay of a message of high priority before its 6 retries are over",
            await RunAsync(server, "Set-TransportConfig -PriorityQueuingEnabled $true -MaxHighPriorityMessageSize 1KB -Confirm:$false"), StringComparison.Ordinal);
        Assert.Equal("True 1 KB (1,024 bytes) 00:30:00\n", await RunAsync(
            server, "Get-TransportConfig | ForEach-Object { \"$($_.PriorityQueuingEnabled) $($_.MaxHighPriorityMessageSize) $($_.HighPriorityDelayNotificationTimeout)\" }"));
        string[] fields = ["X-Priority: 5", "X-Other: none", "X-Priority: 1", $"X-Priority: 1\r\nX-Long: {new string('x', 800)} {new string('x', 800)}"];
        for (var i = 0; i < fields.Length; i++)
        {
            server.Folder.Put(server.Folder.Pickup, $"From: bob@fabrikam.com\r\nTo: [FAX:+{i}]\r\nSubject: number {i}\r\n{fields[i]}\r\n\r\nbody\r\n");
        }

        await server.UntilDeferredAsync(fields.Length);

        Assert.Equal("number 2 High\n", await RunAsync(server, "Get-Message -Filter {Priority -eq 'High'} | ForEach-Object { \"$($_.Subject) $($_.Priority)\" }"));
        Assert.Equal("number 0 Low\nnumber 2 High\n", await RunAsync(
            server, "Get-Message -Filter {Priority -ne 'Normal'} -SortOrder Subject | ForEach-Object { \"$($_.Subject) $($_.Priority)\" }"));
        Assert.Equal("1,2,1,0\n", await RunAsync(server, "(Get-Queue FAX).DeferredMessageCountsPerPriority -join ','"));
    }

    private async Task<string> RunAsync(AwayGateway server, string line)
    {
        var (code, text) = await FtxAsync(server, line);
        Assert.True(code == 0, text);
        return text;
    }

    private Task<(int Code, string Text)> FtxAsync(AwayGateway server, string line) => StartAsync(Ftx(), ["-Server", Address(server), "-c", line], "");

    /// <summary>The same at a terminal, which the program script (util-linux) makes, where somebody answers the question.</summary>
    private async Task<(int Code, string Text)> AnswerAsync(AwayGateway server, string line, string answer)
    {
        await File.WriteAllTextAsync(Path.Combine(_home, "line.ps1"), line);
        return await StartAsync("script", ["-qec", $"exec {Ftx()} -Server {Address(server)} line.ps1", "/dev/null"], answer + "\n");
    }

    private async Task<(int Code, string Text)> StartAsync(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _home
        };
        foreach (var name in (string[])["FTX_CONFIG", "FTX_SERVER", "FTX_TOKEN", "FTX_TOKEN_FILE"])
        {
            start.Environment.Remove(name);
        }

        foreach (var name in (string[])["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"])
        {
            start.Environment[name] = _home;
        }

        start.Environment["COLUMNS"] = "160";
        start.Environment["TERM"] = "dumb";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.StandardInput.WriteAsync(input);
            await process.StandardInput.FlushAsync(patience.Token);
            if (input.Length == 0)
            {
                process.StandardInput.Close();
            }

            var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string Address(AwayGateway server) => server.Client.BaseAddress!.ToString();

    /// <summary>The program as it was built with these specs.</summary>
    private static string Ftx() => Path.Combine(
        SourceTree.Root, "src", "ForeignTransport.Shell", "bin",
        typeof(FtxQueueSpecs).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration, "net10.0", OperatingSystem.IsWindows() ? "ftx.exe" : "ftx");
}
