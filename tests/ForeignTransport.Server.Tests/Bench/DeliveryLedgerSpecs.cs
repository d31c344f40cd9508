using ForeignTransport.Server.Bench;
using Xunit;

namespace ForeignTransport.Server.Tests.Bench;

public class DeliveryLedgerSpecs
{
    private const int Size = 1_024;

    private readonly BenchMessages _messages = new(42, Size);

    [Fact]
    public void should_have_no_fault_when_every_message_came_once()
    {
        var ledger = Ledger(3);
        ledger.Record("c.eml", Message(2), 30);
        ledger.Record("a.eml", Message(0), 31);
        ledger.Record("b.eml", Message(1), 32);

        Assert.Empty(ledger.Close(_ => true));
        Assert.Equal(3, ledger.Arrived);
        Assert.Equal(32, ledger.LastRecordAt);
        Assert.Equal(31, ledger.VisibleAt(0));
    }

    [Fact]
    public void should_report_loss_when_an_offered_message_never_came()
    {
        var ledger = Ledger(3);
        ledger.Record("a.eml", Message(0), 1);

        // Message 2 was never offered, so nobody lost it.
        var fault = Assert.Single(ledger.Close(index => index < 2));
        Assert.Equal(DeliveryFaultKind.Lost, fault.Kind);
        Assert.Equal(1, fault.Index);
    }

    [Fact]
    public void should_report_both_files_when_a_message_came_twice()
    {
        var ledger = Ledger(1);
        ledger.Record("a.eml", Message(0), 1);
        ledger.Record("b.eml", Message(0), 2);

        var fault = Assert.Single(ledger.Close(_ => true));
        Assert.Equal(new DeliveryFault(DeliveryFaultKind.Duplicated, 0, "a.eml and b.eml"), fault);
        Assert.Equal(1, ledger.Arrived);
        Assert.Equal(1, ledger.VisibleAt(0));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void should_report_a_flagged_duplicate_when_either_file_says_so(bool first, bool second)
    {
        var ledger = Ledger(2);
        ledger.Record("a.eml", first ? Flagged(Message(0)) : Message(0), 1);
        ledger.Record("b.eml", second ? Flagged(Message(0)) : Message(0), 2);
        ledger.Record("c.eml", Message(1), 3);

        Assert.Equal(DeliveryFaultKind.FlaggedDuplicate, Assert.Single(ledger.Close(_ => true)).Kind);
        Assert.Equal((1, 1), (ledger.Duplicates, ledger.Flagged));

        static byte[] Flagged(byte[] message) => [.. "X-Sender: <a@contoso.com>\r\nX-ForeignTransport-Possible-Duplicate: true\r\n"u8, .. message];
    }

    [Fact]
    public void should_count_for_each_server_what_it_published()
    {
        var ledger = Ledger(3);
        ledger.Record("20260601120000000-hub01-0000018f00000000000000000000000a-1.eml", Message(0), 1);
        ledger.Record("20260601120000001-hub02-0000018f00000000000000000000000b-1.eml", Message(1), 2);
        ledger.Record("20260601120000002-hub02-0000018f00000000000000000000000c-1.eml", Message(2), 3);

        Assert.Equal((1, 2, 0), (ledger.DroppedBy("Hub01"), ledger.DroppedBy("Hub02"), ledger.DroppedBy("Hub03")));
    }

    [Fact]
    public void should_report_damage_and_no_loss_when_a_body_was_changed()
    {
        var ledger = Ledger(1);
        var message = Message(0);
        message[^10] ^= 1;
        ledger.Record("a.eml", message, 1);

        Assert.Equal(DeliveryFaultKind.Damaged, Assert.Single(ledger.Close(_ => true)).Kind);
    }

    [Fact]
    public void should_report_partial_when_a_file_was_published_early()
    {
        var ledger = Ledger(1);
        ledger.Record("a.eml", Message(0).AsSpan(0, Size - 1), 1);

        Assert.Equal(DeliveryFaultKind.Partial, Assert.Single(ledger.Close(_ => true)).Kind);
    }

    [Fact]
    public void should_report_partial_and_loss_when_an_empty_file_was_all_that_came()
    {
        var ledger = Ledger(1);
        ledger.Record("a.eml", [], 1);

        Assert.Equal([DeliveryFaultKind.Partial, DeliveryFaultKind.Lost], ledger.Close(_ => true).Select(fault => fault.Kind));
    }

    [Fact]
    public void should_report_a_stranger_when_its_index_is_beyond_the_run()
    {
        var ledger = Ledger(1);
        ledger.Record("a.eml", Message(0), 1);
        ledger.Record("b.eml", Message(1), 2);

        Assert.Equal(DeliveryFaultKind.Unknown, Assert.Single(ledger.Close(_ => true)).Kind);
    }

    private DeliveryLedger Ledger(int count) => new(new BenchMessages(42, Size), count);

    private byte[] Message(int index)
    {
        var message = new byte[Size];
        _messages.Write(index, message);
        return message;
    }
}
