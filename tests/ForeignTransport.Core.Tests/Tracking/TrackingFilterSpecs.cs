using ForeignTransport.Core.Tracking;
using Xunit;

namespace ForeignTransport.Core.Tests.Tracking;

/// <summary>The search vectors of tracking.md 14.5.</summary>
public class TrackingFilterSpecs
{
    private static readonly TrackingRecord Row = new()
    {
        Timestamp = new DateTimeOffset(2024, 3, 31, 9, 0, 0, TimeSpan.Zero),
        Source = TrackingSource.Gateway,
        EventId = TrackingEventId.Send,
        MessageId = "<4867a3d7@fabrikam.com>",
        Recipients = ["a@x.com", "b@x.com"],
        MessageSubject = "Seattle",
        Sender = "bob@fabrikam.com",
        ReturnPath = "bounce@fabrikam.com",
        ServerHostname = "Hub01"
    };

    [Theory]
    [InlineData("08:59:59.999", false)]
    [InlineData("09:00:00.000", true)]
    [InlineData("09:59:59.999", true)]
    [InlineData("10:00:00.000", false)]
    public void should_begin_at_start_and_end_before_end(string time, bool matches)
    {
        var filter = new TrackingFilter { Start = At("09:00"), End = At("10:00") };

        Assert.Equal(matches, filter.Matches(Row with { Timestamp = At(time) }));
    }

    [Theory]
    [InlineData("b@x.com", true)]
    [InlineData("a@x.com,z@x.com", true)]
    [InlineData("A@X.COM", true)]
    [InlineData("z@x.com", false)]
    [InlineData("a@x.co", false)]
    public void should_match_when_any_recipient_is_any_of_those_given(string recipients, bool matches) =>
        Assert.Equal(matches, new TrackingFilter { Recipients = [.. recipients.Split(',')] }.Matches(Row));

    [Theory]
    [InlineData("sea", "Seattle", true)]
    [InlineData("s*a", "Seattle", false)]
    [InlineData("s*a", "x s*A y", true)]
    public void should_find_text_anywhere_in_the_subject_and_no_wildcards(string wanted, string subject, bool matches) =>
        Assert.Equal(matches, new TrackingFilter { MessageSubject = wanted }.Matches(Row with { MessageSubject = subject }));

    [Theory]
    [InlineData("4867a3d7@fabrikam.com", true)]
    [InlineData("<4867a3d7@fabrikam.com>", true)]
    [InlineData("4867a3d7", false)]
    public void should_not_need_the_angle_brackets_of_a_message_id(string wanted, bool matches)
    {
        Assert.Equal(matches, new TrackingFilter { MessageId = wanted }.Matches(Row));
        Assert.Equal(matches, TrackingHash.OfMessageId(wanted) == TrackingHash.OfMessageId(Row.MessageId));
    }

    [Theory]
    [InlineData("bob@fabrikam.com", true)]
    [InlineData("BOB@fabrikam.com", true)]
    [InlineData("bounce@fabrikam.com", false)]
    public void should_compare_the_sender_and_not_the_return_path(string sender, bool matches) =>
        Assert.Equal(matches, new TrackingFilter { Sender = sender }.Matches(Row));

    [Fact]
    public void should_know_event_ids_in_any_case()
    {
        Assert.True(TrackingNames.TryParse("send", out TrackingEventId send));
        Assert.True(new TrackingFilter { EventId = send }.Matches(Row));
        Assert.False(new TrackingFilter { EventId = send, Source = TrackingSource.Pickup }.Matches(Row));
    }

    [Fact]
    public void should_have_stable_hashes_because_they_are_stored()
    {
        Assert.Equal(-3750763034362895579, TrackingHash.Of(""));
        Assert.Equal(TrackingHash.Of("bob@fabrikam.com"), TrackingHash.Of("Bob@Fabrikam.COM"));
        Assert.NotEqual(TrackingHash.Of("bob@fabrikam.com"), TrackingHash.Of("bob@fabrikam.con"));
    }

    private static DateTimeOffset At(string time) => new(DateTime.Parse($"2024-03-31T{time}", System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
}
