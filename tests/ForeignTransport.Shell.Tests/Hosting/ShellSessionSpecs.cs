using ForeignTransport.Shell.CommandLine;
using ForeignTransport.Shell.Tests.Samples;
using Xunit;

namespace ForeignTransport.Shell.Tests.Hosting;

public class ShellSessionSpecs
{
    [Theory]
    [InlineData("Get-Sample | Out-Null", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("Remove-Sample Nobody", 1)]
    [InlineData("Remove-Sample Nobody -ErrorAction SilentlyContinue", 0)]
    [InlineData("Remove-Sample Nobody 2>$null", 0)]
    [InlineData("try { Remove-Sample Nobody -ErrorAction Stop } catch { }", 0)]
    [InlineData("Remove-Sample Nobody -ErrorAction Stop", 1)]
    [InlineData("throw 'x'", 1)]
    [InlineData("Get-Nothing", 1)]
    [InlineData("Get-Sample | | fl", 1)]
    [InlineData("Get-Sample -Nope", 1)]
    [InlineData("Remove-Sample Nobody; exit 0", 0)]
    public void should_answer_whether_something_failed(string text, int code) => Assert.Equal(code, SessionRun.Of(text).Code);

    [Theory]
    [InlineData("Remove-Sample Nobody", "Remove-Sample: Couldn't find 'Nobody'.\n")]
    [InlineData("Remove-Sample Nobody -ErrorAction Stop", "Remove-Sample: Couldn't find 'Nobody'.\n")]
    [InlineData("throw 'x'", "Exception: x\n")]
    [InlineData("Get-Sample | | fl", "Line 1, column 13: An empty pipe element is not allowed.\n")]
    [InlineData("Write-Error 'broken' -RecommendedAction 'Mend it.'", "Write-Error: broken\nMend it.\n")]
    [InlineData("Get-Sample -Nope", "Get-Sample: A parameter cannot be found that matches parameter name 'Nope'.\n")]
    [InlineData("[int]::Parse('x')", "MethodInvocationException: The input string 'x' was not in a correct format.\n")]
    public void should_show_who_failed_and_why_when_something_fails(string text, string error)
    {
        var run = SessionRun.Of(text);

        Assert.Equal(error, run.Error);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public void should_go_on_when_a_command_fails() => Assert.Equal("before\nafter\n", SessionRun.Of("'before'; Remove-Sample Nobody; 'after'").Out);

    [Fact]
    public void should_keep_results_apart_from_messages()
    {
        var run = SessionRun.Of("'result'; Write-Warning 'w'; Write-Verbose 'v' -Verbose; Write-Host 'shown'");

        Assert.Equal("result\nshown\n", run.Out);
        Assert.Equal("WARNING: w\nVERBOSE: v\n", run.Error);
    }

    [Fact]
    public void should_change_nothing_when_it_is_asked_what_if()
    {
        var run = SessionRun.Of("Get-Sample | Remove-Sample -WhatIf");

        Assert.Equal("What if: Performing the operation \"Remove-Sample\" on target \"Contoso\".\nWhat if: Performing the operation \"Remove-Sample\" on target \"Fax\".\n", run.Out);
        Assert.Equal(0, run.Code);
    }

    [Fact]
    public void should_fail_and_name_the_switch_when_nobody_can_confirm()
    {
        var run = SessionRun.Of("Remove-Sample Fax");

        Assert.Equal(1, run.Code);
        Assert.DoesNotContain("Removed", run.Out, StringComparison.Ordinal);
        Assert.Contains("-Confirm:$false", run.Error, StringComparison.Ordinal);
        Assert.Equal("Removed Fax\n", SessionRun.Output("Remove-Sample Fax -Confirm:$false"));
    }

    [Theory]
    [InlineData("Y|N", "Removed Contoso")]
    [InlineData("N|Y", "Removed Fax")]
    [InlineData("A", "Removed Contoso|Removed Fax")]
    [InlineData("L", "")]
    [InlineData("?|nonsense|yes|no", "Removed Contoso")]
    public void should_do_what_is_answered_when_somebody_is_there(string answers, string removed)
    {
        var typed = new Queue<string>(answers.Split('|'));

        var run = SessionRun.Of("Get-Sample | Remove-Sample", typed.Dequeue);

        Assert.Equal(removed.Split('|', StringSplitOptions.RemoveEmptyEntries), run.Out.Split('\n').Select(line => line[(line.IndexOf("Removed", StringComparison.Ordinal) is var at and >= 0 ? at : line.Length)..]).Where(line => line.Length > 0));
        Assert.Empty(typed);
    }

    [Fact]
    public void should_ask_for_what_is_mandatory_when_somebody_is_there_and_fail_otherwise()
    {
        Assert.Contains("Removed Fax", SessionRun.Of("Remove-Sample -Confirm:$false", () => "Fax").Out, StringComparison.Ordinal);

        var run = SessionRun.Of("Remove-Sample -Confirm:$false");
        Assert.Equal(1, run.Code);
        Assert.Contains("Identity", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void should_enumerate_lines_when_they_are_piped_in() =>
        Assert.Equal("<a>\n<b>\n", SessionRun.Of("$input | % { \"<$_>\" }", input: ["a", "b"]).Out);

    [Theory]
    [InlineData("Wait-Sample")]
    [InlineData("try { Wait-Sample } finally { }")]
    public async Task should_answer_as_interrupted_when_it_is_stopped(string text)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Shell.Hosting.ShellSession? session = null;
        WaitSampleCommand.Waiting += Stop;
        try
        {
            // The engine belongs to the thread that opened it.
            var run = Task.Factory.StartNew(
                () =>
                {
                    using (session = SessionRun.Session(TextWriter.Null, TextWriter.Null))
                        return (Stopped: session.Run(text), After: session.Run("'still alive'"));
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await waiting.Task.WaitAsync(TimeSpan.FromSeconds(30));
            session!.Stop();

            Assert.Equal((ExitCode.Interrupted, ExitCode.Success), await run.WaitAsync(TimeSpan.FromSeconds(30)));
        }
        finally
        {
            WaitSampleCommand.Waiting -= Stop;
        }

        void Stop() => waiting.TrySetResult();
    }

    [Fact]
    public void should_start_no_program_of_the_system_when_it_was_not_allowed_to()
    {
        Assert.Equal(1, SessionRun.Of("dotnet --version").Code);

        var script = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ps1");
        File.WriteAllText(script, "dotnet --version");
        try
        {
            var run = SessionRun.Of($"& '{script}'");
            Assert.Equal("", run.Out);
            Assert.Equal(1, run.Code);
            Assert.Contains("-AllowPrograms", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Fact]
    public void should_know_the_aliases_of_powershell_and_of_the_module() => Assert.Equal(
        "Contoso Fax\n", SessionRun.Output("(gsample | ? Name | % Name | sort | select -First 2 | echo) -join ' '"));
}
