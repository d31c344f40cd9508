using System.Text;
using FsCheck.Xunit;
using ForeignTransport.Server.Bench;
using Xunit;

namespace ForeignTransport.Server.Tests.Bench;

public class BenchMessagesSpecs
{
    private const ulong Seed = 0x1234_5678_9ABC_DEF0;

    [Theory]
    [InlineData(2_048, 0)]
    [InlineData(2_048, 19_999)]
    [InlineData(20_480, 99_999_999)]
    [InlineData(204_800, 3_999)]
    [InlineData(BenchMessages.MinimumSizeBytes, 1)]
    public void should_write_exactly_its_size_with_crlf_lines_when_asked(int size, int index)
    {
        var message = Message(size, index);

        Assert.Equal(size, message.Length);
        var text = Encoding.ASCII.GetString(message);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.Contains($"X-Bench-Index: {index:D8}\r\n", text, StringComparison.Ordinal);
        Assert.Contains($"\r\n\r\nbench {Seed:x16} {index:D8}\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('#', text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)]);
    }

    [Fact]
    public void should_end_every_size_in_a_whole_line_when_the_cut_moves_through_a_line()
    {
        for (var size = 2_000; size < 2_100; size++)
        {
            var text = Encoding.ASCII.GetString(Message(size, 5));
            Assert.DoesNotContain('\r', text.Replace("\r\n", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void should_put_the_envelope_first_when_meant_for_replay()
    {
        var messages = new BenchMessages(Seed, 2_048, SubmissionForm.Replay);
        var message = new byte[2_048];
        messages.Write(3, message);

        Assert.StartsWith(
            $"X-Sender: <{BenchMessages.Sender}>\r\nX-Receiver: <{BenchMessages.Recipient}>\r\nFrom:",
            Encoding.ASCII.GetString(message),
            StringComparison.Ordinal);
        Assert.Equal(DeliveryVerdict.Intact, messages.Check(message, out _));
    }

    [Property(Replay = "(7,13)")]
    public void should_know_its_own_messages_when_headers_were_added(ushort index, ushort extraSize)
    {
        var messages = new BenchMessages(Seed, BenchMessages.MinimumSizeBytes + extraSize);
        var message = new byte[messages.SizeBytes];
        messages.Write(index, message);
        byte[] dropped = [.. "X-Sender: <a@b>\r\nReceived: from Pickup by hub01\r\n"u8, .. message];

        Assert.Equal(DeliveryVerdict.Intact, messages.Check(dropped, out var found));
        Assert.Equal(index, found);
    }

    [Property(Replay = "(11,17)")]
    public void should_notice_one_changed_byte_when_it_is_in_the_body(ushort index, ushort position, byte change)
    {
        var messages = new BenchMessages(Seed, 2_048);
        var message = new byte[2_048];
        messages.Write(index, message);
        var body = message.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        message[body + (position % (message.Length - body))] ^= (byte)(change | 1);

        Assert.Equal(DeliveryVerdict.Damaged, messages.Check(message, out var found));
        Assert.Equal(index, found);
    }

    [Fact]
    public void should_call_it_partial_when_it_ends_anywhere_early()
    {
        var messages = new BenchMessages(Seed, 2_048);
        var message = Message(2_048, 77);

        for (var length = 0; length < message.Length; length++)
        {
            Assert.Equal(DeliveryVerdict.Partial, messages.Check(message.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void should_call_it_damaged_when_something_follows_the_body()
    {
        byte[] message = [.. Message(2_048, 77), .. "\r\n"u8];

        Assert.Equal(DeliveryVerdict.Damaged, new BenchMessages(Seed, 2_048).Check(message, out _));
    }

    [Fact]
    public void should_notice_the_exchange_when_a_message_got_the_body_of_another()
    {
        var one = Message(2_048, 1);
        var two = Message(2_048, 2);
        var body = one.AsSpan().IndexOf("\r\n\r\n"u8);
        byte[] mixed = [.. one[..body], .. two[body..]];

        Assert.Equal(DeliveryVerdict.Damaged, new BenchMessages(Seed, 2_048).Check(mixed, out var index));
        Assert.Equal(1, index);
    }

    [Theory]
    [InlineData("From: a@b\r\n\r\nhello\r\n")]
    [InlineData("X: y\r\nX-Bench-Run: 0000000000000000\r\nX-Bench-Index: 00000001\r\n\r\n")]
    [InlineData("X: y\r\nX-Bench-Run: 123456789abcdef0\r\n\r\n")]
    [InlineData("X: y\r\nX-Bench-Run: 123456789abcdef0\r\nX-Bench-Index: -0000001\r\n\r\n")]
    [InlineData("X: y\r\nX-Bench-Run: 123456789abcdef0\r\nX-Bench-Index: one\r\n\r\n")]
    public void should_call_it_a_stranger_when_it_is_not_of_this_run(string file)
    {
        Assert.Equal(DeliveryVerdict.Unknown, new BenchMessages(Seed, 2_048).Check(Encoding.ASCII.GetBytes(file), out var index));
        Assert.Equal(-1, index);
    }

    private static byte[] Message(int size, int index)
    {
        var message = new byte[size];
        new BenchMessages(Seed, size).Write(index, message);
        return message;
    }
}
