using System.Text;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Submission;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

public sealed class IntakeSpecs : IDisposable
{
    private readonly IntakeDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task should_claim_under_the_id_and_store_the_content_when_a_pickup_file_is_taken()
    {
        _directory.Write("order7.eml", IntakeDirectory.Pickup(body: "line\nbare\r\n"));

        var result = await _directory.TakeAsync("order7.eml");

        var claimed = Assert.Single(result.Accepted);
        var message = claimed.Message;
        Assert.Equal([$"order7.{message.Id}.tmp"], _directory.Names);
        Assert.Equal(_directory.File($"order7.{message.Id}.tmp"), claimed.ClaimPath);
        Assert.Equal(5, result.Partition);
        Assert.Equal(5, message.Id.Partition(IntakeDirectory.Partitions));
        Assert.Equal(IntakeDirectory.Start, message.Id.CreatedAt);
        var content = _directory.Store[message.Id];
        Assert.Equal("line\nbare\r\n", Encoding.UTF8.GetString(content.AsSpan(message.HeadLength)));
        Assert.EndsWith("\r\n\r\n", Encoding.UTF8.GetString(content.AsSpan(0, message.HeadLength)), StringComparison.Ordinal);
        Assert.Contains("Received: from Pickup by hub01.contoso.com", Encoding.UTF8.GetString(content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_queue_what_the_file_says_when_a_pickup_file_is_taken()
    {
        _directory.Write("a.eml", IntakeDirectory.Pickup("mary@fabrikam.com, joe@fabrikam.com"));

        var message = Assert.Single((await _directory.TakeAsync("a.eml")).Accepted).Message;

        Assert.Equal("bob@contoso.com", message.Envelope.ReversePath);
        Assert.Equal(["mary@fabrikam.com", "joe@fabrikam.com"], message.Envelope.Recipients.Select(recipient => recipient.Address));
        Assert.Empty(message.Refused);
        Assert.Equal("s", message.Subject);
        Assert.Equal("Pickup", message.Trace.Source);
        Assert.Equal(_directory.Store[message.Id].Length, message.Size);
        Assert.Equal(IntakeDirectory.Start, message.ReceivedAt);
        Assert.Equal(IntakeDirectory.Start.AddDays(2), message.ExpiresAt);
        Assert.Equal(IntakeDirectory.Claimant, message.ClaimedBy);
        Assert.False(message.IsDsn);
        Assert.False(message.HeadOnly);
    }

    [Fact]
    public async Task should_take_the_envelope_from_the_x_headers_when_a_replay_file_is_taken()
    {
        _directory.Write("a.eml", "X-Sender: <bob@contoso.com>\r\nX-Receiver: <mary@fabrikam.com> NOTIFY=NEVER\r\nTo: other@x.com\r\n\r\nhello");

        var message = Assert.Single((await _directory.TakeAsync(SubmissionKind.Replay, "a.eml")).Accepted).Message;

        var recipient = Assert.Single(message.Envelope.Recipients);
        Assert.Equal(("mary@fabrikam.com", DsnNotify.Never), (recipient.Address, recipient.Notify));
        Assert.Contains("To: other@x.com", Encoding.UTF8.GetString(_directory.Store[message.Id]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_tell_a_pickup_file_from_a_replay_file_when_both_kinds_lie_in_pickup()
    {
        // P14: the guard is on.
        _directory.Write("a.eml", IntakeDirectory.Replay());

        var bad = Assert.Single((await _directory.TakeAsync("a.eml")).Badmail);

        Assert.Equal(ErrorCatalogue.ReplayLookalike, bad.Reason.Entry);
        Assert.Equal(["a.bad", "a.bad.reason"], _directory.Names);
    }

    [Fact]
    public async Task should_claim_beside_a_stranger_when_a_tmp_of_the_same_name_exists()
    {
        // P17: the id makes the name unique, so nothing has to give way.
        _directory.Write("a.tmp", "a stranger's");
        _directory.Write("a.eml", IntakeDirectory.Pickup());

        var result = await _directory.TakeAsync("a.eml");

        Assert.Equal([$"a.{result.Accepted[0].Message.Id}.tmp", "a.tmp"], _directory.Names);
        Assert.Equal("a stranger's", _directory.Read("a.tmp"));
    }

    [Theory]
    [InlineData("a.EML")] // P15
    [InlineData("order 7.eml")]
    [InlineData("Bestellung für Müller 日本 📠.eml")]
    [InlineData("-rf.eml")]
    [InlineData("two\nlines.eml")]
    [InlineData("bell\u0007.eml")]
    [InlineData("a.b.c.eml")]
    public async Task should_take_the_file_and_find_its_claim_again_when_the_name_is_unusual(string name)
    {
        _directory.Write(name, IntakeDirectory.Pickup());

        var accepted = Assert.Single((await _directory.TakeAsync(name)).Accepted);

        var claim = Assert.Single(_directory.Names);
        Assert.True(ClaimName.TryParse(claim, out var baseName, out var id));
        Assert.Equal((ClaimName.BaseName(name), accepted.Message.Id), (baseName, id));
    }

    [Theory]
    [InlineData('a', 251)]
    [InlineData('ä', 125)]
    public async Task should_cut_the_claim_and_not_the_id_when_the_name_is_as_long_as_names_can_be(char letter, int count)
    {
        var name = new string(letter, count) + ".eml";
        _directory.Write(name, IntakeDirectory.Pickup());

        var accepted = Assert.Single((await _directory.TakeAsync(name)).Accepted);

        Assert.True(ClaimName.TryParse(Assert.Single(_directory.Names), out _, out var id));
        Assert.Equal(accepted.Message.Id, id);
    }

    [Fact]
    public async Task should_keep_the_id_of_the_claim_when_a_claim_is_taken_in_again()
    {
        var claim = _directory.Claim("a.eml", IntakeDirectory.Pickup());

        var accepted = Assert.Single((await _directory.TakeAsync(SubmissionKind.Pickup, claim)).Accepted);

        Assert.Equal(claim.ClaimedAs, accepted.Message.Id);
        Assert.Equal([claim.Name], _directory.Names);
        Assert.Equal([claim.ClaimedAs!.Value], _directory.Store.Ids);
    }

    [Theory]
    [InlineData(1024 * 1024 - 1)]
    [InlineData(1024 * 1024)]
    [InlineData(1024 * 1024 + 1)]
    [InlineData(5 * 1024 * 1024)]
    public async Task should_keep_every_byte_of_the_body_when_the_file_is_large(int fileSize)
    {
        var head = Encoding.ASCII.GetBytes(IntakeDirectory.Pickup(body: ""));
        var body = new byte[fileSize - head.Length];
        new Random(fileSize).NextBytes(body);
        _directory.Write("a.eml", [.. head, .. body]);

        var message = Assert.Single((await _directory.TakeAsync("a.eml")).Accepted).Message;

        Assert.True(_directory.Store[message.Id].AsSpan(message.HeadLength).SequenceEqual(body));
        Assert.Equal(message.HeadLength + body.Length, message.Size);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2_000_000)]
    public async Task should_refuse_all_recipients_and_keep_the_head_only_when_the_header_is_over_its_limit(int bodySize)
    {
        // P11
        var header = string.Concat(Enumerable.Range(0, 1100).Select(number => $"X-Line-{number}: {new string('x', 50)}\r\n"));
        _directory.Write("a.eml", $"From: bob@contoso.com\r\nTo: mary@fabrikam.com\r\n{header}\r\n{new string('b', bodySize)}");

        var message = Assert.Single((await _directory.TakeAsync("a.eml")).Accepted).Message;

        Assert.Empty(message.Envelope.Recipients);
        Assert.Contains("5.3.4", Assert.Single(message.Refused).Diagnostic, StringComparison.Ordinal);
        Assert.Equal(message.Size, _directory.Store[message.Id].Length);
    }

    [Fact]
    public async Task should_store_the_head_only_when_the_message_is_over_the_message_limit()
    {
        using var directory = new IntakeDirectory { Settings = _directory.Settings with { MaxMessageSize = 1000 } };
        directory.Write("a.eml", IntakeDirectory.Pickup(body: new string('x', 2000)));

        var message = Assert.Single((await directory.TakeAsync("a.eml")).Accepted).Message;

        Assert.True(message.HeadOnly);
        Assert.Equal(message.HeadLength, directory.Store[message.Id].Length);
        Assert.Contains("5.2.3", Assert.Single(message.Refused).Diagnostic, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_sort_every_file_into_one_list_when_a_batch_is_mixed()
    {
        _directory.Write("good.eml", IntakeDirectory.Pickup());
        _directory.Write("bad.eml", "no header at all");
        _directory.Write("empty.eml", "");
        File.SetLastWriteTimeUtc(_directory.File("empty.eml"), IntakeDirectory.Start.UtcDateTime);

        var result = await _directory.TakeAsync("good.eml", "bad.eml", "empty.eml", "vanished.eml");

        Assert.Equal("s", Assert.Single(result.Accepted).Message.Subject);
        Assert.Equal("bad", Assert.Single(result.Badmail).Name);
        Assert.Equal("empty.eml", Assert.Single(result.Left).Name);
        Assert.Empty(result.Stalled);
        Assert.Null(result.Error);
    }

    [Fact]
    public async Task should_accept_what_it_can_when_the_header_is_torn_or_odd()
    {
        // Every one of these is decided, none of them breaks the batch.
        string[] files =
        [
            "", "\r\n", "\r\n\r\n", "From", "From:", ":\r\n\r\n", "\0\0\0\0", " folded first\r\n\r\n", "From: a@b.c\r\n", "From: a@b.c\r\n\r\n",
            "From: <<<>>>\r\nTo: ,,,;;;\r\n\r\n", "From: a@contoso.com\r\nTo: (((((\r\n\r\n", "From: a@contoso.com\nTo: b@c.d\n\nx",
            "From: a@contoso.com\rTo: b@c.d\r\rx", "\uFEFFFrom: a@contoso.com\r\nTo: b@c.d\r\n\r\nx", new string('x', 70_000)
        ];
        var names = files.Select((text, number) => _directory.Write($"{number}.eml", text)).ToArray();
        foreach (var name in names)
        {
            File.SetLastWriteTimeUtc(_directory.File(name), IntakeDirectory.Start.AddMinutes(-1).UtcDateTime);
        }

        var result = await _directory.TakeAsync(names);

        Assert.Equal(files.Length, result.Accepted.Length + result.Badmail.Length);
        Assert.Equal(result.Badmail.Length, _directory.Names.Count(name => name.EndsWith(".bad.reason", StringComparison.Ordinal)));
        Assert.DoesNotContain(_directory.Names, name => name.EndsWith(".eml", StringComparison.Ordinal));
    }
}
