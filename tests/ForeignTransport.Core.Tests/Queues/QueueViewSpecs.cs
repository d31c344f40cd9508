using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

/// <summary>How the queues of partitions become the queues that an administrator sees.</summary>
public class QueueViewSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly NextHopSolutionKey Fax = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", new Guid("00112233-4455-6677-8899-aabbccddeeff"));

    [Fact]
    public void should_show_the_persistent_queues_when_there_is_nothing()
    {
        var views = QueueView.Of(QueueReport.Combine([]), "MB1");

        Assert.Equal([@"MB1\Submission", @"MB1\Unreachable", @"MB1\Poison"], views.Select(view => view.Identity.ToString()));
        Assert.Equal(["Submission", "Unreachable Domain", "Poison Message"], views.Select(view => view.NextHopDomain));
        Assert.All(views, view => Assert.Equal((0, QueueStatus.Ready, NextHopCategory.Internal), (view.MessageCount, view.Status, view.NextHopCategory)));
    }

    [Fact]
    public void should_be_one_queue_with_the_sum_of_all_partitions()
    {
        var view = Single(
            new QueueReport(Fax, QueueStatus.Active, 10, 0, null, 1.004, 0.1),
            new QueueReport(Fax with { NextHopDomain = "fax" }, QueueStatus.Ready, 5, 0, null, 1.001, 0.2));

        Assert.Equal((15, 2.0, 0.3, -1.7, QueueStatus.Active), (view.MessageCount, view.IncomingRate, view.OutgoingRate, view.Velocity, view.Status));
        Assert.Equal((int[])[0, 15, 0, 0], view.MessageCountsPerPriority);
        Assert.Equal((int[])[0, 0, 0, 0], view.DeferredMessageCountsPerPriority);
        Assert.Equal((string[])["High", "Normal", "Low", "None"], view.PriorityDescriptions);
        Assert.Equal((DeliveryType.NonSmtpGatewayDelivery, "FAX", Fax.NextHopConnector, NextHopCategory.External),
            (view.DeliveryType, view.NextHopDomain, view.NextHopConnector, view.NextHopCategory));
        Assert.Null(view.LastError);
    }

    [Theory]
    [InlineData(QueueStatus.Suspended, QueueStatus.Suspended, QueueStatus.Retry, QueueStatus.Active)]
    [InlineData(QueueStatus.Retry, QueueStatus.Active, QueueStatus.Retry, QueueStatus.Connecting)]
    [InlineData(QueueStatus.Connecting, QueueStatus.Connecting, QueueStatus.Active, QueueStatus.Ready)]
    [InlineData(QueueStatus.Active, QueueStatus.Ready, QueueStatus.Active)]
    [InlineData(QueueStatus.Ready, QueueStatus.Ready, QueueStatus.Ready)]
    public void should_be_in_the_state_that_most_needs_to_be_seen(QueueStatus expected, params QueueStatus[] parts)
    {
        var reports = parts.Select(status => new QueueReport(Fax, status)).ToArray();

        Assert.Equal(expected, Single(reports).Status);
        Assert.Equal(expected, Single([.. reports.Reverse()]).Status);
    }

    [Fact]
    public void should_show_the_retries_of_all_partitions_and_the_newest_error()
    {
        QueueReport[] reports =
        [
            Retrying(4, first: 0, last: 5, next: 10, ErrorCatalogue.DropDirectoryMissing.With("/old")),
            Retrying(2, first: 3, last: 7, next: 8, ErrorCatalogue.DropDirectoryMissing.With("/new")),
            new(Fax, QueueStatus.Active, 100)
        ];

        foreach (var view in new[] { Single(reports), Single([.. reports.Reverse()]) })
        {
            Assert.Equal((QueueStatus.Retry, 120, 3), (view.Status, view.MessageCount, view.RetryCount));
            Assert.Equal((Noon, Noon.AddMinutes(7), Noon.AddMinutes(8)), (view.FirstRetryTime, view.LastRetryTime, view.NextRetryTime));
            Assert.Equal((int[])[0, 100, 0, 0], view.MessageCountsPerPriority);
            Assert.Equal((int[])[0, 20, 0, 0], view.DeferredMessageCountsPerPriority);
            Assert.Equal(0, view.DeferredMessageCount);
            Assert.True(LastErrorText.TryParse(view.LastError!, out var error));
            Assert.Contains("/new", error.Message, StringComparison.Ordinal);
            Assert.Equal(Noon.AddMinutes(7), error.LastRetryTime);
        }
    }

    [Fact]
    public void should_show_plain_text_when_messages_are_unreachable()
    {
        var view = QueueView.Of(QueueReport.Combine([new QueueReport(NextHopSolutionKey.Unreachable, QueueStatus.Ready, 1, Reason: "no connector")]), "MB1")
            .Single(view => view.Identity.Kind == QueueIdentityKind.Unreachable);

        Assert.Equal(("no connector", 1), (view.LastError, view.MessageCount));
    }

    [Fact]
    public void should_have_the_same_number_on_every_server_whatever_other_queues_there_are()
    {
        var here = Single(new QueueReport(Fax, QueueStatus.Ready));
        var there = QueueView.Of(
            QueueReport.Combine([new QueueReport(Fax with { NextHopDomain = "X400" }, QueueStatus.Ready), new QueueReport(Fax, QueueStatus.Ready)]), "MB2");

        Assert.Equal($@"MB1\{QueueNumber.Short(QueueNumber.Of(Fax))}", here.Identity.ToString());
        Assert.Contains(there, view => view.Identity == here.Identity with { Server = "MB2" });
    }

    [Fact]
    public void should_show_full_numbers_when_two_queues_share_the_short_one_and_name_both_by_it()
    {
        var (first, second) = Colliding();
        var views = QueueView.Of(QueueReport.Combine([new QueueReport(first, QueueStatus.Ready), new QueueReport(second, QueueStatus.Ready)]), "MB1");

        var numbers = views.Where(view => view.FullNumber != 0).Select(view => view.Identity.Number).ToList();
        Assert.Equal([QueueNumber.Of(first), QueueNumber.Of(second)], numbers);
        var typed = QueueIdentity.OfNumber(null, QueueNumber.Short(numbers[0]));
        Assert.Equal(numbers, views.Where(typed.Names).Select(view => view.Identity.Number));
        Assert.Equal([numbers[0]], views.Where(QueueIdentity.OfNumber(null, numbers[0]).Names).Select(view => view.Identity.Number));
    }

    /// <summary>Among so many domains two share their last six digits; which, never changes.</summary>
    private static (NextHopSolutionKey First, NextHopSolutionKey Second) Colliding()
    {
        var pair = Enumerable.Range(0, 5000).Select(number => Fax with { NextHopDomain = $"{number}.example" })
            .GroupBy(key => QueueNumber.Short(QueueNumber.Of(key))).First(group => group.Count() == 2).ToList();
        return (pair[0], pair[1]);
    }

    private static QueueReport Retrying(int failures, int first, int last, int next, TransportError error) =>
        new(Fax, QueueStatus.Retry, 10, 10, new RetryState(failures, Noon.AddMinutes(first), Noon.AddMinutes(last), Noon.AddMinutes(next), error));

    private static QueueView Single(params QueueReport[] reports) =>
        Assert.Single(QueueView.Of(QueueReport.Combine(reports), "MB1"), view => view.FullNumber != 0);
}
