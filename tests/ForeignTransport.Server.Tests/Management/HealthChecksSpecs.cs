using Akka.Event;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Management;
using Xunit;

namespace ForeignTransport.Server.Tests.Management;

/// <summary>Contract section 7: what is said when.</summary>
public class HealthChecksSpecs
{
    private static readonly Check Passing = new("fine", _ => Task.FromResult(CheckResult.Of(true)));
    private static readonly Check NotOk = new("sad", _ => Task.FromResult(CheckResult.Of(false)));
    private static readonly Check AlsoNotOk = new("sadder", _ => Task.FromResult(CheckResult.Of(false)));
    private static readonly Check Failing = new(
        "store", _ => Task.FromResult<CheckResult>(new CheckResult.Failed(ErrorCatalogue.DataDirectoryUnusable.With("/secret/path is gone"))));

    private static readonly Check Throwing = new("odd", _ => throw new InvalidOperationException("secret"));
    private static readonly Check Hanging = new("slow", token => Task.Delay(Timeout.Infinite, token).ContinueWith(_ => CheckResult.Of(true), TaskScheduler.Default));

    [Fact]
    public async Task should_be_ok_when_there_is_nothing_to_check() => Assert.Equal(new HealthReport(true, "OK"), await RunAsync());

    [Fact]
    public async Task should_be_ok_when_all_pass() => Assert.Equal(new HealthReport(true, "OK"), await RunAsync(Passing, Passing));

    [Fact]
    public async Task should_name_the_first_when_some_do_not_pass() =>
        Assert.Equal(new HealthReport(false, "Not Healthy: Check [sad] not ok"), await RunAsync(Passing, NotOk, AlsoNotOk));

    [Fact]
    public async Task should_name_the_error_and_none_of_its_particulars_when_one_fails_beside_one_that_does_not_pass() => Assert.Equal(
        new HealthReport(false, "Health Check Failed: Check [store] failed: FT-5109 DataDirectoryUnusable"), await RunAsync(NotOk, Failing));

    [Fact]
    public async Task should_not_repeat_what_an_exception_says_when_one_throws() => Assert.Equal(
        new HealthReport(false, "Health Check Failed: Check [odd] failed: FT-5141 ReadinessCheckBroken"), await RunAsync(NotOk, Throwing, Passing));

    [Fact]
    public async Task should_give_up_when_one_takes_too_long() => Assert.Equal(
        new HealthReport(false, "Health Check Failed: Check [slow] timed out after 50 milliseconds"), await new HealthChecks([Hanging, NotOk], TimeSpan.FromMilliseconds(50), NoLogger.Instance).RunAsync());

    [Fact]
    public async Task should_run_a_check_once_when_it_is_asked_for_again_meanwhile()
    {
        var release = new TaskCompletionSource<CheckResult>();
        var runs = 0;
        var checks = new HealthChecks(
            [new Check("store", _ => { Interlocked.Increment(ref runs); return release.Task; })], TimeSpan.FromSeconds(30), NoLogger.Instance);

        var first = checks.RunAsync();
        var second = checks.RunAsync();
        release.SetResult(CheckResult.Of(true));

        Assert.True((await first).Healthy);
        Assert.True((await second).Healthy);
        Assert.Equal(1, runs);
        Assert.True((await checks.RunAsync()).Healthy);
        Assert.Equal(2, runs);
    }

    [Theory]
    [InlineData(1, "1 millisecond")]
    [InlineData(50, "50 milliseconds")]
    [InlineData(1000, "1 second")]
    [InlineData(1500, "1500 milliseconds")]
    [InlineData(2000, "2 seconds")]
    [InlineData(60_000, "1 minute")]
    public void should_write_times_as_upstream_does(int milliseconds, string expected) =>
        Assert.Equal(expected, HealthChecks.Describe(TimeSpan.FromMilliseconds(milliseconds)));

    private static Task<HealthReport> RunAsync(params Check[] checks) => new HealthChecks(checks, TimeSpan.FromSeconds(30), NoLogger.Instance).RunAsync();

    private sealed class Check(string name, Func<CancellationToken, Task<CheckResult>> run) : IReadinessCheck
    {
        public string Name => name;

        public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => run(cancellationToken);
    }
}
