using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Delivery;
using Xunit;

namespace ForeignTransport.Transport.Tests.Delivery;

/// <summary>What a process that ended leaves behind of what it had in hand. A second handle on the file stands for what the system keeps.</summary>
public sealed class WorkLedgerSpecs : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly MessageId One = MessageId.Create(Start, 1, 1);
    private static readonly MessageId Two = MessageId.Create(Start, 2, 2);

    private readonly string _directory = Directory.CreateTempSubdirectory("foreign-transport-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void should_tell_what_was_in_hand_when_the_process_ended_and_nothing_that_was_finished()
    {
        using (var ledger = Open(0))
        {
            ledger.End(ledger.Begin(One));
            ledger.Begin(Two);
        }

        using var next = Open(1);
        Assert.Null(next.FaultOf(One, []));
        Assert.NotNull(next.FaultOf(Two, []));
    }

    [Fact]
    public void should_tell_a_fault_under_one_number_until_it_is_counted()
    {
        using (var ledger = Open(0))
        {
            ledger.Begin(One);
        }

        string fault;
        using (var second = Open(1))
        {
            fault = second.FaultOf(One, [])!;
        }

        // The process ended again, over something else.
        using (var third = Open(2))
        {
            Assert.Equal(fault, third.FaultOf(One, ["another"]));
            Assert.Null(third.FaultOf(One, ["another", fault]));
            Assert.Null(third.FaultOf(One, []));
            third.Begin(One);
        }

        using var fourth = Open(3);
        Assert.NotEqual(fault, fourth.FaultOf(One, [fault]));
    }

    [Fact]
    public void should_go_on_without_marks_when_more_is_in_hand_than_it_holds()
    {
        using (var ledger = Open(0))
        {
            var marks = Enumerable.Range(0, 100).Select(number => ledger.Begin(MessageId.Create(Start, 0, (ulong)number + 1))).ToList();
            Assert.Contains(-1, marks);
            marks.ForEach(ledger.End);
        }

        using var next = Open(1);
        Assert.All(Enumerable.Range(0, 100), number => Assert.Null(next.FaultOf(MessageId.Create(Start, 0, (ulong)number + 1), [])));
    }

    [Fact]
    public void should_note_nothing_when_it_has_no_file()
    {
        WorkLedger.None.End(WorkLedger.None.Begin(One));
        Assert.Null(WorkLedger.None.FaultOf(One, []));
    }

    private WorkLedger Open(int minute) => WorkLedger.Open(_directory, Start.AddMinutes(minute));
}
