using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

public class DropDirectoryChecksSpecs
{
    private const long Megabyte = 1024 * 1024;

    private static readonly ForeignConnector Fax = new() { Id = Guid.NewGuid(), Name = "Fax", DropDirectoryQuota = UnlimitedSize.FromBytes(100 * Megabyte) };

    private static readonly DropDirectoryFacts Good = new("Hub01")
    {
        Path = "/drop/fax",
        Trials = [.. Enum.GetValues<DropDirectoryStep>().Select(step => new DropDirectoryTrial(step, null))],
        IsOneVolume = true,
        FreeSpace = 500 * Megabyte,
        FilesWaiting = 3,
        BytesWaiting = 2000,
        BytesCounted = 2000,
        Marker = "Hub01.a.marker",
        MarkersSeen = ["Hub01.a.marker"]
    };

    private static readonly DropDirectoryFacts Other = Good with { Server = "Hub02", Marker = "Hub02.b.marker", MarkersSeen = ["Hub02.b.marker"] };

    [Fact]
    public void should_pass_when_everything_works()
    {
        var report = Report(Good);

        Assert.Equal(CheckOutcome.Passed, report.Result);
        Assert.Equal(("Hub01", "/drop/fax", 500 * Megabyte, 3, 2000L), (report.Server, report.Path, report.FreeSpace, report.FilesWaiting, report.BytesWaiting));
        Assert.Equal(Enum.GetValues<DropDirectoryCheckKind>().Except([DropDirectoryCheckKind.Answers]), report.Checks.Select(check => check.Kind));
        Assert.Equal("It is the only source server.", Check(report, DropDirectoryCheckKind.Shared).Detail);
    }

    [Theory]
    [InlineData(DropDirectoryStep.Resolve, DropDirectoryCheckKind.Exists)]
    [InlineData(DropDirectoryStep.Exist, DropDirectoryCheckKind.Exists)]
    [InlineData(DropDirectoryStep.List, DropDirectoryCheckKind.Readable)]
    [InlineData(DropDirectoryStep.Write, DropDirectoryCheckKind.Writable)]
    [InlineData(DropDirectoryStep.Rename, DropDirectoryCheckKind.Rename)]
    [InlineData(DropDirectoryStep.Publish, DropDirectoryCheckKind.AtomicPublish)]
    public void should_fail_at_the_step_that_failed_and_skip_what_was_not_tried(DropDirectoryStep failed, DropDirectoryCheckKind kind)
    {
        var report = Report(Good with
        {
            Trials =
            [
                .. Good.Trials.Where(trial => trial.Step < failed),
                new DropDirectoryTrial(failed, ErrorCatalogue.DropDirectoryNotWritable.With("/drop/fax: no."))
            ]
        });

        Assert.Equal(CheckOutcome.Failed, report.Result);
        var check = Assert.Single(report.Checks, check => check.Outcome == CheckOutcome.Failed);
        Assert.Equal(kind, check.Kind);
        Assert.Equal($"The Drop directory cannot be written: /drop/fax: no. {ErrorCatalogue.DropDirectoryNotWritable.Remedy}", check.Detail);
        var steps = report.Checks.Where(other => other.Kind is >= DropDirectoryCheckKind.Exists and <= DropDirectoryCheckKind.AtomicPublish);
        Assert.All(steps, other => Assert.Equal(
            other.Kind < kind ? CheckOutcome.Passed : other.Kind == kind ? CheckOutcome.Failed : CheckOutcome.Skipped, other.Outcome));
    }

    [Fact]
    public void should_name_the_other_volume_when_a_staged_file_cannot_come_out()
    {
        var report = Report(Good with
        {
            IsOneVolume = false,
            Trials = [new DropDirectoryTrial(DropDirectoryStep.Publish, ErrorCatalogue.DropDirectoryNotWritable.With("cross-device"))]
        });

        Assert.StartsWith("The staging directory in /drop/fax is on another volume", Check(report, DropDirectoryCheckKind.AtomicPublish).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, CheckOutcome.Skipped)]
    [InlineData(0L, CheckOutcome.Failed)]
    [InlineData(Megabyte - 1, CheckOutcome.Failed)]
    [InlineData(Megabyte, CheckOutcome.Warning)]
    [InlineData((100 * Megabyte) - 1, CheckOutcome.Warning)]
    [InlineData(100 * Megabyte, CheckOutcome.Passed)]
    public void should_judge_the_free_space(long? free, CheckOutcome outcome) =>
        Assert.Equal(outcome, Check(Report(Good with { FreeSpace = free }), DropDirectoryCheckKind.Space).Outcome);

    [Theory]
    [InlineData(null, CheckOutcome.Skipped, "not known")]
    [InlineData(0L, CheckOutcome.Passed, "leaves 100 MB of 100MB")]
    [InlineData((80 * Megabyte) - 1, CheckOutcome.Passed, "leaves 20 MB")]
    [InlineData(80 * Megabyte, CheckOutcome.Warning, "leaves 20 MB")]
    [InlineData((100 * Megabyte) - 1, CheckOutcome.Warning, "leaves 1 bytes")]
    [InlineData(100 * Megabyte, CheckOutcome.Failed, "allows 100MB")]
    public void should_judge_what_the_quota_leaves(long? counted, CheckOutcome outcome, string words)
    {
        var check = Check(Report(Good with { BytesCounted = counted }), DropDirectoryCheckKind.Quota);

        Assert.Equal(outcome, check.Outcome);
        Assert.Contains(words, check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_pass_the_quota_when_there_is_none() => Assert.Equal(
        CheckOutcome.Passed,
        Check(DropDirectoryChecks.Judge(Fax with { DropDirectoryQuota = UnlimitedSize.Unlimited }, [Good])[0], DropDirectoryCheckKind.Quota).Outcome);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void should_see_that_a_directory_is_shared_when_either_sees_the_others_marker(bool firstSees, bool secondSees)
    {
        var reports = DropDirectoryChecks.Judge(Fax,
        [
            firstSees ? Good with { MarkersSeen = ["Hub01.a.marker", "Hub02.b.marker"] } : Good,
            secondSees ? Other with { MarkersSeen = ["Hub01.a.marker", "Hub02.b.marker"] } : Other
        ]);

        Assert.Equal(["Hub02"], reports[0].SharedWith.AsEnumerable());
        Assert.Equal(["Hub01"], reports[1].SharedWith.AsEnumerable());
        Assert.All(reports, report => Assert.Equal(CheckOutcome.Passed, Check(report, DropDirectoryCheckKind.Shared).Outcome));
    }

    [Theory]
    [InlineData(true, CheckOutcome.Passed)]
    [InlineData(false, CheckOutcome.Warning)]
    public void should_warn_when_an_absolute_directory_is_seen_by_nobody_else(bool isOwn, CheckOutcome outcome)
    {
        var reports = DropDirectoryChecks.Judge(Fax, [Good with { IsOwn = isOwn }, Other with { IsOwn = isOwn }]);

        Assert.All(reports, report => Assert.Equal((outcome, 0), (Check(report, DropDirectoryCheckKind.Shared).Outcome, report.SharedWith.Length)));
    }

    [Fact]
    public void should_not_take_a_marker_of_an_earlier_run_for_a_share() =>
        Assert.False(Good.Shares(Other with { MarkersSeen = ["Hub01.earlier.marker", "Hub02.b.marker"] }));

    [Fact]
    public void should_warn_when_only_some_share_the_directory()
    {
        var reports = DropDirectoryChecks.Judge(
            Fax, [Good, Other with { MarkersSeen = ["Hub01.a.marker"] }, Other with { Server = "Hub03", Marker = "Hub03.c.marker", MarkersSeen = [] }]);

        var check = Check(reports[0], DropDirectoryCheckKind.Shared);
        Assert.Equal(CheckOutcome.Warning, check.Outcome);
        Assert.StartsWith("Only Hub02 of the other source servers sees", check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_have_one_failed_check_for_a_server_that_does_not_answer()
    {
        var reports = DropDirectoryChecks.Judge(Fax, [Good, DropDirectoryFacts.Of("Hub02", ErrorCatalogue.SourceServerSilent.With("Hub02 is not in the cluster"))]);

        var check = Assert.Single(reports[1].Checks);
        Assert.Equal((DropDirectoryCheckKind.Answers, CheckOutcome.Failed), (check.Kind, check.Outcome));
        Assert.Equal(CheckOutcome.Warning, Check(reports[0], DropDirectoryCheckKind.Shared).Outcome);
    }

    private static DropDirectoryReport Report(DropDirectoryFacts facts) => Assert.Single(DropDirectoryChecks.Judge(Fax, [facts]));

    private static DropDirectoryCheck Check(DropDirectoryReport report, DropDirectoryCheckKind kind) => Assert.Single(report.Checks, check => check.Kind == kind);
}
