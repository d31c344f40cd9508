using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using FsCheck.Xunit;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

public class DsnPolicySpecs
{
    // The whole table of categorizer.md section 11: each row a kind, each column a NOTIFY.
    [Theory]
    [InlineData(DsnKind.Failed, DsnNotify.Unspecified, true)] // D1, D10
    [InlineData(DsnKind.Failed, DsnNotify.Never, false)] // D2
    [InlineData(DsnKind.Failed, DsnNotify.Success, false)] // D3
    [InlineData(DsnKind.Failed, DsnNotify.Failure, true)]
    [InlineData(DsnKind.Failed, DsnNotify.Delay, false)] // D7
    [InlineData(DsnKind.Failed, DsnNotify.Success | DsnNotify.Failure, true)]
    [InlineData(DsnKind.Failed, DsnNotify.Delay | DsnNotify.Failure, true)]
    [InlineData(DsnKind.Delayed, DsnNotify.Unspecified, true)] // D5
    [InlineData(DsnKind.Delayed, DsnNotify.Never, false)]
    [InlineData(DsnKind.Delayed, DsnNotify.Success, false)]
    [InlineData(DsnKind.Delayed, DsnNotify.Failure, false)] // D6
    [InlineData(DsnKind.Delayed, DsnNotify.Delay, true)]
    [InlineData(DsnKind.Delayed, DsnNotify.Failure | DsnNotify.Delay, true)]
    [InlineData(DsnKind.Delivered, DsnNotify.Unspecified, false)]
    [InlineData(DsnKind.Delivered, DsnNotify.Never, false)]
    [InlineData(DsnKind.Delivered, DsnNotify.Success, true)]
    [InlineData(DsnKind.Delivered, DsnNotify.Failure, false)]
    [InlineData(DsnKind.Delivered, DsnNotify.Delay, false)]
    [InlineData(DsnKind.Delivered, DsnNotify.Success | DsnNotify.Failure, true)] // D4
    [InlineData(DsnKind.Relayed, DsnNotify.Unspecified, false)]
    [InlineData(DsnKind.Relayed, DsnNotify.Never, false)]
    [InlineData(DsnKind.Relayed, DsnNotify.Success, true)]
    [InlineData(DsnKind.Relayed, DsnNotify.Failure, false)]
    [InlineData(DsnKind.Relayed, DsnNotify.Delay, false)]
    [InlineData(DsnKind.Expanded, DsnNotify.Unspecified, false)]
    [InlineData(DsnKind.Expanded, DsnNotify.Never, false)]
    [InlineData(DsnKind.Expanded, DsnNotify.Success, true)]
    [InlineData(DsnKind.Expanded, DsnNotify.Failure, false)]
    [InlineData(DsnKind.Expanded, DsnNotify.Delay, false)]
    public void should_follow_notify_when_a_kind_is_due(DsnKind kind, DsnNotify notify, bool due) =>
        Assert.Equal(due, DsnPolicy.IsDue(kind, notify, nullReversePath: false));

    // D8
    [Property(Replay = "(11,13)")]
    public bool should_never_be_due_when_the_sender_is_null(DsnKind kind, DsnNotify notify) => !DsnPolicy.IsDue(kind, notify, nullReversePath: true);

    [Property(Replay = "(11,13)")]
    public bool should_never_be_due_when_never_is_among_the_keywords(DsnKind kind, DsnNotify notify) =>
        !DsnPolicy.IsDue(kind, notify | DsnNotify.Never, nullReversePath: false);

    [Property(Replay = "(11,13)")]
    public void should_be_the_union_of_its_keywords_when_there_are_several(DsnKind kind, bool success, bool failure, bool delay)
    {
        var keywords = new[] { (success, DsnNotify.Success), (failure, DsnNotify.Failure), (delay, DsnNotify.Delay) }
            .Where(pair => pair.Item1).Select(pair => pair.Item2).ToList();
        if (keywords.Count > 0)
        {
            Assert.Equal(
                keywords.Exists(keyword => DsnPolicy.IsDue(kind, keyword, nullReversePath: false)),
                DsnPolicy.IsDue(kind, keywords.Aggregate((a, b) => a | b), nullReversePath: false));
        }
    }

    // connectors.md 15.4 and D9.
    [Theory]
    [InlineData(true, DsnNotify.Success | DsnNotify.Failure, false, true)]
    [InlineData(true, DsnNotify.Success, false, true)]
    [InlineData(true, DsnNotify.Unspecified, false, false)]
    [InlineData(true, DsnNotify.Failure, false, false)]
    [InlineData(true, DsnNotify.Never, false, false)]
    [InlineData(true, DsnNotify.Success, true, false)]
    [InlineData(false, DsnNotify.Success, false, false)]
    public void should_follow_the_connector_when_a_file_is_dropped(bool relayDsnRequired, DsnNotify notify, bool nullReversePath, bool due) =>
        Assert.Equal(due, DsnPolicy.IsRelayDue(relayDsnRequired, notify, nullReversePath));

    [Theory]
    [InlineData(DsnNotify.Unspecified, DsnNotify.Unspecified)]
    [InlineData(DsnNotify.Never, DsnNotify.Never)]
    [InlineData(DsnNotify.Success, DsnNotify.Never)]
    [InlineData(DsnNotify.Success | DsnNotify.Failure, DsnNotify.Failure)]
    [InlineData(DsnNotify.Success | DsnNotify.Failure | DsnNotify.Delay, DsnNotify.Failure | DsnNotify.Delay)]
    [InlineData(DsnNotify.Delay, DsnNotify.Delay)]
    public void should_take_success_away_when_a_group_is_expanded(DsnNotify group, DsnNotify members) =>
        Assert.Equal(members, DsnPolicy.OfMembers(group));
}
