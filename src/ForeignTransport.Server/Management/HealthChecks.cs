using System.Globalization;
using Akka.Event;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Management;

/// <summary>What is said about a server's health.</summary>
/// <param name="Healthy">True when every check passed.</param>
/// <param name="Text">One line, fit for anybody: names of checks and codes of errors, never what an exception said.</param>
public sealed record HealthReport(bool Healthy, string Text)
{
    internal static readonly HealthReport Ok = new(true, "OK");
}

/// <summary>Runs checks beside one another, each in its time, and says what comes of them, in the words of Akka Management.</summary>
/// <remarks>A failure or a timeout wins over a check that merely did not pass. Particulars go to the log, once per change.</remarks>
internal sealed class HealthChecks(IReadOnlyList<IReadinessCheck> checks, TimeSpan timeout, ILoggingAdapter log)
{
    private readonly SharedRun[] _runs = [.. checks.Select(check => new SharedRun(check))];
    private string _lastFailure = "";

    /// <summary>Runs all.</summary>
    public async Task<HealthReport> RunAsync()
    {
        var results = await Task.WhenAll(_runs.Select(LookAsync));
        var report = results.FirstOrDefault(result => result.Broken)?.Report
            ?? results.FirstOrDefault(result => !result.Report.Healthy)?.Report
            ?? HealthReport.Ok;
        Tell(results.FirstOrDefault(result => result.Broken)?.Particulars ?? "");
        return report;
    }

    private async Task<Look> LookAsync(SharedRun run)
    {
        try
        {
            return await run.RunAsync().WaitAsync(timeout) switch
            {
                CheckResult.Passed => new Look(HealthReport.Ok, false, ""),
                CheckResult.Failed(var error) => Broken($"Check [{run.Name}] failed: {error.Entry.Code} {error.Entry.Name}", error.ToString()),
                _ => new Look(new HealthReport(false, $"Not Healthy: Check [{run.Name}] not ok"), false, ""),
            };
        }
        catch (TimeoutException)
        {
            var text = $"Check [{run.Name}] timed out after {Describe(timeout)}";
            return Broken(text, text);
        }
        catch (Exception cause)
        {
            var entry = ErrorCatalogue.ReadinessCheckBroken;
            return Broken($"Check [{run.Name}] failed: {entry.Code} {entry.Name}", cause.ToString());
        }
    }

    private static Look Broken(string text, string particulars) => new(new HealthReport(false, $"Health Check Failed: {text}"), true, particulars);

    private void Tell(string failure)
    {
        if (Interlocked.Exchange(ref _lastFailure, failure) != failure && failure.Length > 0)
        {
            log.Warning("Health: {0}", failure);
        }
    }

    /// <summary>In the largest unit that is exact, as upstream writes times.</summary>
    internal static string Describe(TimeSpan time)
    {
        var (amount, unit) = time.TotalMilliseconds % 1000 != 0 ? (time.TotalMilliseconds, "millisecond")
            : time.TotalSeconds % 60 != 0 ? (time.TotalSeconds, "second")
            : (time.TotalMinutes, "minute");
        return string.Create(CultureInfo.InvariantCulture, $"{amount} {unit}{(amount == 1 ? "" : "s")}");
    }

    private sealed record Look(HealthReport Report, bool Broken, string Particulars);

    /// <summary>Joins callers who ask while a check is under way: a store that hangs must not be asked again by every probe.</summary>
    private sealed class SharedRun(IReadinessCheck check)
    {
        private readonly Lock _gate = new();
        private Task<CheckResult>? _current;

        public string Name => check.Name;

        public Task<CheckResult> RunAsync()
        {
            lock (_gate)
            {
                return _current is { IsCompleted: false } ? _current : _current = Task.Run(() => check.RunAsync(CancellationToken.None));
            }
        }
    }
}
