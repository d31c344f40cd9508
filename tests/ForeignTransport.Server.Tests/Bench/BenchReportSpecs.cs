using ForeignTransport.Server.Bench;
using Xunit;

namespace ForeignTransport.Server.Tests.Bench;

public class BenchReportSpecs
{
    private static readonly BenchReport Report = new(
        [
            new ThroughputResult(2_048, 20_000, 3210.12345, 12.5, 99, 0.4567891, 312.0004) { GeneratorCpuSecondsPer1000 = 0.1 },
            new ThroughputResult(20_480, 20_000, 2000, 1, 2, 3, 4),
        ],
        new LatencyResult(20_480, 20, 5.375, 20));

    [Fact]
    public void should_have_exactly_the_documented_shape_when_written_as_json() => Assert.Equal(
        """
        {"runs":[{"sizeBytes":2048,"messages":20000,"messagesPerSecond":3210.123,"p50Ms":12.5,"p99Ms":99,"cpuSecondsPer1000":0.457,"peakMemoryMiB":312},{"sizeBytes":20480,"messages":20000,"messagesPerSecond":2000,"p50Ms":1,"p99Ms":2,"cpuSecondsPer1000":3,"peakMemoryMiB":4}],"latency":{"sizeBytes":20480,"ratePerSecond":20,"p50Ms":5.375,"p99Ms":20}}
        """,
        Report.ToJson());

    [Fact]
    public void should_show_every_run_when_written_as_a_table()
    {
        var output = new StringWriter();
        Report.WriteTable(output);

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Equal(
            ["2048", "20000", "3210", "12.5", "99.0", "0.457", "312", "0.100"],
            lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("latency of 20480 bytes at 20/s: p50 5.4 ms, p99 20.0 ms", lines[3]);
    }

    [Fact]
    public void should_take_each_median_when_runs_are_repeated()
    {
        var median = ThroughputResult.Median(
        [
            new ThroughputResult(2_048, 10, 100, 3, 9, 0.1, 50),
            new ThroughputResult(2_048, 10, 300, 1, 8, 0.3, 40),
            new ThroughputResult(2_048, 10, 200, 2, 7, 0.2, 60),
        ]);

        Assert.Equal(new ThroughputResult(2_048, 10, 200, 2, 8, 0.2, 50), median);
    }

    [Fact]
    public void should_name_each_process_when_there_are_several()
    {
        var report = new BenchReport(
            [
                new ThroughputResult(2_048, 10, 100, 3, 9, 0.75, 50)
                {
                    CpuSecondsPer1000ByProcess = new Dictionary<string, double> { ["Hub01"] = 0.25, ["Hub02"] = 0.5, ["PostgreSQL"] = 0.33333 },
                },
            ],
            null);
        var output = new StringWriter();
        report.WriteTable(output);

        Assert.Contains("CPU s/1000: Hub01 0.250, Hub02 0.500, PostgreSQL 0.333", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("""
            "cpuSecondsPer1000ByProcess":{"Hub01":0.25,"Hub02":0.5,"PostgreSQL":0.333}
            """, report.ToJson(), StringComparison.Ordinal);
    }
}
