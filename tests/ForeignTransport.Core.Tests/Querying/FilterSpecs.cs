using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Querying;

/// <summary>The filter language; the vectors of the reference (management.md 22.3) and what it says in prose (section 15).</summary>
public class FilterSpecs
{
    private static readonly TimeZoneInfo Local = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(-8), "test", "test");

    [Theory]
    [InlineData("MessageCount -gt 100", 100, false)]
    [InlineData("MessageCount -gt 100", 101, true)]
    [InlineData("Status -eq 'Retry'", 0, true)]
    [InlineData("Status -eq 'retry'", 0, true)]
    [InlineData("Status -eq Retry", 0, true)]
    [InlineData("Status -ne 'Retry'", 0, false)]
    [InlineData("Status -ne 'None'", 0, true)]
    [InlineData("NextHopDomain -like '*contoso.com' -and MessageCount -ge 500", 500, true)]
    [InlineData("NextHopDomain -like '*contoso.com' -and MessageCount -ge 500", 499, false)]
    [InlineData("NextHopDomain -like '*fabrikam.com' -and MessageCount -ge 500", 500, false)]
    [InlineData("{MessageCount -gt 10}", 11, true)]
    [InlineData("  { MessageCount -gt 10 }  ", 11, true)]
    [InlineData("MessageCount -gt 10 -AND status -Eq \"RETRY\"", 11, true)]
    [InlineData("MessageCount -le -1", 0, false)]
    [InlineData("MessageCount -eq '5'", 5, true)]
    [InlineData("MessageCountsPerPriority -eq '{0,  5,0, 0}'", 5, true)]
    [InlineData("MessageCountsPerPriority -like '*, 5, *'", 5, true)]
    [InlineData("MessageCountsPerPriority -ne '{0, 4, 0, 0}'", 5, true)]
    [InlineData(@"Identity -like 'mb1\*'", 5, true)]
    [InlineData(@"Identity -eq 'MB1\7'", 5, true)]
    [InlineData(@"Identity -ne 'MB1\7'", 5, false)]
    [InlineData("NextHopConnector -eq '11111111111111111111111111111111'", 5, true)]
    [InlineData("NextHopConnector -like '11111111-*'", 5, true)]
    [InlineData("Velocity -lt -1.5", 5, true)]
    [InlineData("LastError -contains 'quota'", 5, true)]
    [InlineData("LastError -contains '*'", 5, false)]
    [InlineData("LastError -eq $null", 5, false)]
    [InlineData("LastError -ne $NULL", 5, true)]
    [InlineData("NextRetryTime -eq $null", 5, true)]
    [InlineData("NextRetryTime -lt '2030-01-01'", 5, false)]
    [InlineData("TlsDomain -eq $null", 5, true)]
    [InlineData("", 5, true)]
    [InlineData("{}", 5, true)]
    public void should_select_queues(string filter, int messages, bool expected)
    {
        var queue = new QueueView
        {
            Identity = QueueIdentity.OfNumber("MB1", 7),
            NextHopDomain = "mail.contoso.com",
            NextHopConnector = Guid.Parse("11111111-1111-1111-1111-111111111111"),
            Status = QueueStatus.Retry,
            MessageCount = messages,
            MessageCountsPerPriority = [0, messages, 0, 0],
            LastError = "451 Drop directory QUOTA exceeded",
            IncomingRate = 2
        };

        Assert.True(QueueProperties.Table.TryParseFilter(filter, Local, out var parsed, out var error), error?.ToString());
        Assert.Equal(expected, parsed.Matches(queue));
    }

    [Theory]
    [InlineData("FromAddress -like '*@contoso.com' -and SCL -gt 3", true)]
    [InlineData("FromAddress -like '*@fabrikam.com' -and SCL -gt 3", false)]
    [InlineData("Size -gt 1MB", true)]
    [InlineData("Size -gt 2mb", false)]
    [InlineData("Size -ge '1.5 MB'", true)]
    [InlineData("Size -eq 1572864", true)]
    [InlineData("Subject -like 'it''s payday'", true)]
    [InlineData("Subject -like \"it's payday\"", true)]
    [InlineData("Subject -like 'payday'", false)]
    [InlineData("Subject -like '*PAYDAY*'", true)]
    [InlineData("Subject -like '*payday loan*'", false)]
    [InlineData("Subject -contains 'payday'", true)]
    [InlineData("Subject -eq 'IT''S PAYDAY'", true)]
    [InlineData("Subject -ne 'it''s payday'", false)]
    [InlineData("LastError -ne 'x'", true)]
    [InlineData("LastError -like '*'", false)]
    [InlineData("MessageLatency -gt '00:01:00'", true)]
    [InlineData("MessageLatency -gt 1.00:00:00", false)]
    public void should_select_messages(string filter, bool expected)
    {
        var message = new SampleMessage(1) { Subject = "It's payday", Scl = 4, Size = 1536 * 1024, MessageLatency = TimeSpan.FromMinutes(2) };

        Assert.True(SampleMessage.Table.TryParseFilter(filter, Local, out var parsed, out var error), error?.ToString());
        Assert.Equal(expected, parsed.Matches(message));
    }

    /// <summary>3 PM where it is eight hours earlier than UTC.</summary>
    [Theory]
    [InlineData("ExpirationTime -lt '1/5/2018 3:00 PM'")]
    [InlineData("ExpirationTime -lt '1/5/2018 15:00'")]
    [InlineData("ExpirationTime -lt '2018-01-05 15:00:00'")]
    [InlineData("ExpirationTime -lt 2018-01-05T15:00:00")]
    [InlineData("ExpirationTime -lt 2018-01-05T23:00:00Z")]
    [InlineData("ExpirationTime -lt '2018-01-06T00:00:00+01:00'")]
    [InlineData("ExpirationTime -lt '2018-01-05 23:00:00.000Z'")]
    public void should_take_a_date_for_local_time_unless_it_has_an_offset(string filter)
    {
        var limit = new DateTimeOffset(2018, 1, 5, 23, 0, 0, TimeSpan.Zero);

        Assert.True(SampleMessage.Table.TryParseFilter(filter, Local, out var parsed, out var error), error?.ToString());
        Assert.True(parsed.Matches(new SampleMessage(1) { ExpirationTime = limit - TimeSpan.FromTicks(1) }));
        Assert.False(parsed.Matches(new SampleMessage(1) { ExpirationTime = limit }));
    }

    [Fact]
    public void should_read_a_time_that_clocks_skip_as_if_they_did_not()
    {
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 29),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 25));
        var zone = TimeZoneInfo.CreateCustomTimeZone("summer", TimeSpan.FromHours(1), "summer", "summer", "summer", [rule]);

        Assert.True(SampleMessage.Table.TryParseFilter("ExpirationTime -ge '2026-03-29 02:30'", zone, out var parsed, out _));
        Assert.True(parsed.Matches(new SampleMessage(1) { ExpirationTime = new(2026, 3, 29, 1, 30, 0, TimeSpan.Zero) }));
        Assert.False(parsed.Matches(new SampleMessage(1) { ExpirationTime = new(2026, 3, 29, 1, 29, 0, TimeSpan.Zero) }));
    }

    [Theory]
    [InlineData("Status -eq 'Retry' -or Status -eq 'Active'", "FT-4102", "'-or'")]
    [InlineData("-not Status -eq 'Retry'", "FT-4102", "'-not'")]
    [InlineData("!Status", "FT-4102", "'!Status'")]
    [InlineData("(Status -eq 'Retry')", "FT-4102", "'(Status'")]
    [InlineData("Status -not 'Retry'", "FT-4102", "'-not'")]
    [InlineData("MessageCount -gt (10)", "FT-4102", "'(10)'")]
    [InlineData("Status -gt 'Retry'", "FT-4104", "Status -gt; allowed are -eq, -ne")]
    [InlineData("Status -like 'Re*'", "FT-4104", "Status -like; allowed are -eq, -ne")]
    [InlineData("LastRetryTime -eq '1/5/2018'", "FT-4104", "LastRetryTime -eq; allowed are -gt, -ge, -lt, -le")]
    [InlineData("LockedMessageCount -eq 0", "FT-4104", "LockedMessageCount cannot be filtered")]
    [InlineData("LastError -gt $null", "FT-4104", "LastError -gt $null")]
    [InlineData("Foo -eq 1", "FT-4103", "'Foo'; the properties are Identity, ")]
    [InlineData("MessageCount -gt many", "FT-4105", "MessageCount -gt 'many': allowed is an integer")]
    [InlineData("MessageCount -gt 1KB", "FT-4105", "an integer")]
    [InlineData("MessageCount -gt 1.5", "FT-4105", "an integer")]
    [InlineData("Velocity -gt NaN", "FT-4105", "a number")]
    [InlineData("Status -eq 'Foo'", "FT-4105", "one of Ready, Active, Connecting, Retry, Suspended")]
    [InlineData("Status -eq '3'", "FT-4105", "one of Ready")]
    [InlineData("NextHopConnector -eq 'fax'", "FT-4105", "a GUID")]
    [InlineData("NextRetryTime -gt '13/13/2026'", "FT-4105", "a date and time such as")]
    [InlineData("NextRetryTime -gt '0001-01-01'", "FT-4105", "a date and time such as")]
    [InlineData("MessageCountsPerPriority -eq '{a}'", "FT-4105", "integers such as")]
    [InlineData("MessageCount", "FT-4101", "at character 13: an operator behind MessageCount (-eq, -ne, -gt, -ge, -lt, -le, -like, -contains) is expected, and the filter ends")]
    [InlineData("MessageCount > 1", "FT-4101", "at character 14: an operator")]
    [InlineData("MessageCount -gt", "FT-4101", "a value is expected, and the filter ends")]
    [InlineData("MessageCount -gt -and", "FT-4101", "a value is expected, not '-and'")]
    [InlineData("MessageCount -gt 1 -and", "FT-4101", "a property is expected, and the filter ends")]
    [InlineData("MessageCount -gt 1 Status -eq Retry", "FT-4101", "at character 20: -and is expected, not 'Status'")]
    [InlineData("Status -eq 'Retry", "FT-4101", "a closing quote is expected")]
    [InlineData("Status -eq 'Retry'x", "FT-4101", "a blank behind the closing quote")]
    [InlineData("{MessageCount -gt 1", "FT-4101", "a closing brace at the end")]
    [InlineData("{", "FT-4101", "a closing brace at the end")]
    [InlineData("-eq 1", "FT-4101", "a property is expected, not '-eq'")]
    public void should_say_what_is_wrong_and_what_is_allowed(string filter, string code, string detail)
    {
        Assert.False(QueueProperties.Table.TryParseFilter(filter, Local, out _, out var error));
        Assert.Equal(code, error.Entry.Code);
        Assert.Contains(detail, error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_name_an_error_of_the_catalogue_without_breaking_a_line()
    {
        Assert.False(QueueProperties.Table.TryParseFilter("Fo\r\no -eq 1", Local, out _, out _));
        Assert.False(QueueProperties.Table.TryParseFilter("Fo\u0001o -eq 1", Local, out _, out var error));
        Assert.Same(ErrorCatalogue.UnknownProperty, error.Entry);
        Assert.StartsWith("'Fo\\u0001o'", error.Detail, StringComparison.Ordinal);
    }
}
