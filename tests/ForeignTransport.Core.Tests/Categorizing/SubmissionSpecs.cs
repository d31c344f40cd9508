using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>Acceptance: once, however often it is asked for, and remembered as long as it can be asked for again.</summary>
public class SubmissionSpecs
{
    private static readonly QueuedMessage First = QueuedMessages.To(1, "r0@contoso.com");
    private static readonly QueuedMessage Second = QueuedMessages.To(2, "r0@contoso.com");

    private readonly CategorizerPartition _partition = new(new CategorizerState());

    [Fact]
    public void should_journal_what_is_new()
    {
        var submission = _partition.DecideSubmission([First, Second]);

        Assert.Equal((QueuedMessage[])[First, Second], submission.Fresh);
        Assert.False(submission.UnderWay);
        Assert.Empty(_partition.State.Messages);
    }

    [Fact]
    public void should_journal_only_the_rest_when_some_is_under_way()
    {
        _partition.DecideSubmission([First]);

        var submission = _partition.DecideSubmission([First, Second]);

        Assert.Equal((QueuedMessage[])[Second], submission.Fresh);
        Assert.True(submission.UnderWay);
    }

    [Fact]
    public void should_journal_once_when_a_submission_names_a_message_twice()
    {
        var submission = _partition.DecideSubmission([First, First]);

        Assert.Single(submission.Fresh);
        Assert.True(submission.UnderWay);
    }

    [Fact]
    public void should_journal_nothing_when_the_message_is_known()
    {
        Accept(First);

        Assert.Equal((0, false), Decide(First));
    }

    [Fact]
    public void should_journal_nothing_when_the_message_is_completed_and_its_claim_may_exist()
    {
        Complete(First);

        Assert.Empty(_partition.State.Messages);
        Assert.Equal("Hub01", _partition.State.Remembered[First.Id]);
        Assert.Equal((0, false), Decide(First));
    }

    [Fact]
    public void should_remember_nothing_when_the_message_was_never_claimed()
    {
        Complete(First with { ClaimedBy = null });

        Assert.Empty(_partition.State.Remembered);
        Assert.False(_partition.State.Knows(First.Id));
    }

    [Fact]
    public void should_forget_the_claim_when_its_file_is_deleted_after_completion()
    {
        Complete(First);

        _partition.State.ForgetClaims([First.Id, Second.Id]);

        Assert.False(_partition.State.Knows(First.Id));
    }

    [Fact]
    public void should_not_remember_the_claim_when_its_file_is_deleted_before_completion()
    {
        Accept(First);
        _partition.State.ForgetClaims([First.Id]);

        Assert.True(_partition.State.Knows(First.Id));
        Fail(First);

        Assert.False(_partition.State.Knows(First.Id));
    }

    [Theory]
    [InlineData("hub01", 1, false)]
    [InlineData("Hub01", 0, true)]
    [InlineData("Hub02", 1, true)]
    public void should_forget_the_claims_of_a_server_when_it_resolved_all_of_that_time(string server, int minutes, bool remembered)
    {
        Complete(First);

        _partition.State.ForgetClaims(server, First.Id.CreatedAt.AddMinutes(minutes));

        Assert.Equal(remembered, _partition.State.Knows(First.Id));
    }

    [Theory]
    [InlineData("hub01", 1, false)]
    [InlineData("Hub01", 0, true)]
    [InlineData("Hub02", 1, true)]
    public void should_not_remember_unfinished_messages_later_when_the_server_resolved_all_claims_of_that_time(
        string server, int minutes, bool remembered)
    {
        Accept(First);
        _partition.State.ForgetClaims(server, First.Id.CreatedAt.AddMinutes(minutes));
        Fail(First);

        Assert.Equal(remembered, _partition.State.Knows(First.Id));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void should_forget_a_claim_when_nobody_came_back_for_it(int minutes, bool remembered)
    {
        Complete(First);

        _partition.State.ForgetOlderThan(First.Id.CreatedAt.AddMinutes(minutes));

        Assert.Equal(remembered, _partition.State.Knows(First.Id));
    }

    [Theory]
    [InlineData(DsnNotify.Unspecified, "sender@contoso.com", false)]
    [InlineData(DsnNotify.Never, "sender@contoso.com", true)]
    [InlineData(DsnNotify.Unspecified, "", true)]
    public void should_complete_at_once_when_all_recipients_are_refused_and_nobody_is_told(DsnNotify notify, string sender, bool completes)
    {
        var message = QueuedMessages.With(3, sender, [], QueuedMessages.Refused("?", notify));

        var completed = _partition.Apply(new MessagesAccepted(_partition.DecideSubmission([message]).Fresh));

        Assert.Equal(completes ? [message.Id] : [], completed);
        Assert.True(_partition.State.Knows(message.Id));
        Assert.Equal(completes, _partition.NextDsn() is null);
    }

    [Fact]
    public void should_refuse_to_go_on_when_the_journal_accepts_a_message_twice()
    {
        _partition.Apply(new MessagesAccepted([First]));

        Assert.Throws<InvalidOperationException>(() => _partition.Apply(new MessagesAccepted([First])));
    }

    [Fact]
    public void should_need_the_content_until_the_message_is_complete()
    {
        Assert.False(_partition.NeedsContent(First.Id));
        Accept(First);
        Assert.True(_partition.NeedsContent(First.Id));
        Fail(First);
        Assert.True(_partition.State.Knows(First.Id));
        Assert.False(_partition.NeedsContent(First.Id));
    }

    private (int Fresh, bool UnderWay) Decide(QueuedMessage message)
    {
        var submission = _partition.DecideSubmission([message]);
        return (submission.Fresh.Length, submission.UnderWay);
    }

    private void Accept(QueuedMessage message) =>
        Assert.Empty(_partition.Apply(new MessagesAccepted(_partition.DecideSubmission([message]).Fresh)));

    private void Fail(QueuedMessage message) =>
        Assert.Equal([message.Id], _partition.Apply(new RecipientsFailed(QueuedMessages.Now, [new(message.Id, 0, "550 5.4.4 no", OwesDsn: false)])));

    private void Complete(QueuedMessage message)
    {
        Accept(message);
        Fail(message);
    }
}
