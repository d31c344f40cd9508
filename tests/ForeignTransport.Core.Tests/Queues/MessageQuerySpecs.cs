using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

/// <summary>Which messages a query asks for (vectors 22.2 and 22.3).</summary>
public class MessageQuerySpecs
{
    private static readonly DateTimeOffset Now = new(2018, 1, 5, 14, 0, 0, TimeSpan.Zero);
    private static readonly NextHopSolutionKey Fax = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", new Guid(1, 2, 3, new byte[8]));

    [Theory]
    [InlineData("FromAddress -like '*@contoso.com' -and SCL -gt 3", false)]
    [InlineData("FromAddress -like '*@contoso.com' -and SCL -lt 3", true)]
    [InlineData("Size -gt 1MB", true)]
    [InlineData("Size -gt 3MB", false)]
    [InlineData("Status -eq 'retry'", true)]
    [InlineData("ExpirationTime -lt '1/5/2018 3:00 PM'", false)]
    [InlineData("Subject -like 'payday'", false)]
    [InlineData("Subject -like '*payday loan*'", true)]
    [InlineData("InternetMessageId -eq '<x@y>'", true)]
    [InlineData("Queue -like 'MB1\\*'", true)]
    [InlineData("RetryCount -ge 17 -and Priority -eq 'Normal'", true)]
    [InlineData("LastError -eq $null", true)]
    public void should_find_the_message_when_the_filter_says_so(string filter, bool finds) =>
        Assert.Equal(finds, Parse(new MessageQueryText { Filter = filter }).Matches(View));

    [Theory]
    [InlineData("Status -eq 'Retry' -or Status -eq 'Active'")]
    [InlineData("Status -gt 'Retry'")]
    [InlineData("Foo -eq 1")]
    public void should_refuse_a_filter_that_is_none(string filter)
    {
        Assert.False(MessageQuery.TryParse(new MessageQueryText { Filter = filter }, TimeZoneInfo.Utc, out _, out var error));
        Assert.Equal("Filter", error.Parameter);
    }

    [Theory]
    [InlineData(@"MB1\FAX", true)]
    [InlineData(@"mb1\fa*", true)]
    [InlineData(@"MB1\*", true)]
    [InlineData("*x", true)]
    [InlineData("contoso.com", false)]
    [InlineData("Unreachable", false)]
    public void should_take_names_of_queues_with_wildcards(string queue, bool names) =>
        Assert.Equal(names, Parse(new MessageQueryText { Queue = queue }).Names(QueueView.Named(Fax, [], "MB1")));

    [Fact]
    public void should_name_all_copies_by_a_number_alone()
    {
        var number = View.Identity.Number;
        Assert.True(Parse(new MessageQueryText { Identity = $"{number}" }).Names(number));
        Assert.True(Parse(new MessageQueryText { Identity = $@"*\{number}" }).Names(QueueView.Named(NextHopSolutionKey.Unreachable, [], "MB1")));
        var one = Parse(new MessageQueryText { Identity = $@"MB2\FAX\{number}" });
        Assert.Equal(("MB2", true, false), (one.Server, one.Names(QueueView.Named(Fax, [], "MB2")), one.Names(number + 1)));
        Assert.False(one.Names(QueueView.Named(NextHopSolutionKey.Unreachable, [], "MB2")));
    }

    [Fact]
    public void should_refuse_parameters_of_different_sets_together()
    {
        Assert.False(MessageQuery.TryParse(new MessageQueryText { Identity = "1", Queue = "FAX" }, TimeZoneInfo.Utc, out _, out var error));
        Assert.Same(ErrorCatalogue.InvalidParameter, error.Entry);
        Assert.False(MessageQuery.TryParse(new MessageQueryText { Queue = @"MB1\FAX", Server = "MB2" }, TimeZoneInfo.Utc, out _, out error));
        Assert.Equal("Server", error.Parameter);
    }

    [Fact]
    public void should_number_messages_by_arrival_the_same_everywhere()
    {
        var id = MessageId.Create(Now, 3, 77);
        Assert.True(MessageNumber.Of(id, Now) > 0);
        Assert.Equal(MessageNumber.Of(id, Now), MessageNumber.Of(id, Now));
        Assert.True(MessageNumber.Of(id, DateTimeOffset.UnixEpoch) > 0 && MessageNumber.Of(id, DateTimeOffset.MaxValue) > 0);
        var later = Enumerable.Range(0, 1000).Select(at => MessageNumber.Of(MessageId.Create(Now, 3, (ulong)(at * 31)), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(at))).ToList();
        Assert.Equal(later.Order(), later);
        // Ids that stand for a key all have the time of midnight; their messages do not share a number.
        Assert.Distinct(Enumerable.Range(0, 500).Select(entropy => MessageNumber.Of(MessageId.Create(Now, 3, (ulong)entropy), Now)));
    }

    [Fact]
    public void should_write_a_recipient_in_the_documented_form() =>
        Assert.Equal(
            "{chris@contoso.com;2;2;A matching connector cannot be found to route the external recipient;16;<No Matching Connector>;0}",
            $"{new MessageRecipientView("chris@contoso.com", MessageRecipientStatus.Ready, "A matching connector cannot be found to route the external recipient", MessageRecipientView.NoMatchingConnector)}");

    private static MessageView View { get; } = new()
    {
        Identity = new MessageIdentity(QueueView.Named(Fax, [], "MB1").Identity, 1234),
        Subject = "Your payday loan",
        InternetMessageId = "<x@y>",
        FromAddress = "bob@contoso.com",
        Status = MessageStatus.Retry,
        Size = 2 * 1024 * 1024,
        RetryCount = 17,
        DateReceived = Now,
        ExpirationTime = Now.AddDays(2)
    };

    private static MessageQuery Parse(MessageQueryText text)
    {
        Assert.True(MessageQuery.TryParse(text, TimeZoneInfo.Utc, out var query, out var error), error?.ToString());
        return query;
    }
}
