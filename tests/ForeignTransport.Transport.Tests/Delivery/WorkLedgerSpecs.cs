using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Delivery;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Delivery;

/// <summary>What a process that ended leaves behind of what it had in hand. A second handle on the file stands for what the system keeps.</summary>
public sealed class WorkLedgerSpecs : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly MessageId One = MessageId.Create(Start, 1, 1);
    private static readonly MessageId Two = MessageId.Create(Start, 2, 2);

    private static readonly MessageId Three = MessageId.Create(Start, 3, 3);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly string _directory = Directory.CreateTempSubdirectory("foreign-transport-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task should_tell_what_was_in_hand_when_the_process_ended_and_nothing_that_was_finished()
    {
        using (var ledger = Open(0))
        {
            ledger.End(await Begin(ledger, One));
            await Begin(ledger, Two);
        }

        using var next = Open(1);
        Assert.Null(next.FaultOf(One, []));
        Assert.NotNull(next.FaultOf(Two, []));
    }

    [Fact]
    public async Task should_tell_a_fault_under_one_number_until_it_is_counted()
    {
        using (var ledger = Open(0))
        {
            await Begin(ledger, One);
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
            await Begin(third, One);
        }

        using var fourth = Open(3);
        Assert.NotEqual(fault, fourth.FaultOf(One, [fault]));
    }

    [Fact]
    public async Task should_charge_nobody_when_several_were_in_hand_and_handle_each_alone_then()
    {
        await LeaveInHand(One, Two);
        using var next = Open(1);
        Assert.Null(next.FaultOf(One, []));
        Assert.Null(next.FaultOf(Two, []));

        var one = await next.BeginAsync(One, isCharged: false);
        Assert.True(one.IsAlone);
        var two = next.BeginAsync(Two, isCharged: false).AsTask();
        var other = next.BeginAsync(Three, isCharged: false).AsTask();
        Assert.False(two.IsCompleted);
        Assert.False(other.IsCompleted);

        next.End(one);
        Assert.True((await two).IsAlone);
        Assert.False(other.IsCompleted);
        next.End(await two);
        Assert.False((await other).IsAlone);
    }

    [Fact]
    public async Task should_name_the_one_that_was_alone_when_the_process_ends_over_a_suspect_and_keep_suspecting_the_others()
    {
        await LeaveInHand(One, Two);
        using (var second = Open(1))
        {
            await Begin(second, Two);
        }

        using var third = Open(2);
        Assert.NotNull(third.FaultOf(Two, []));
        Assert.Null(third.FaultOf(One, []));
        Assert.True((await third.BeginAsync(One, isCharged: false)).IsAlone);
    }

    [Fact]
    public async Task should_clear_a_suspect_when_it_is_finished_with()
    {
        await LeaveInHand(One, Two);
        using (var second = Open(1))
        {
            second.End(await second.BeginAsync(One, isCharged: false));
            Assert.False((await second.BeginAsync(One, isCharged: false)).IsAlone);
        }

        using var third = Open(2);
        Assert.NotNull(third.FaultOf(One, []));
    }

    [Fact]
    public async Task should_handle_alone_what_a_fault_is_counted_of_though_another_server_found_it()
    {
        using var ledger = Open(0);
        var other = await ledger.BeginAsync(One, isCharged: false);
        var charged = ledger.BeginAsync(Two, isCharged: true).AsTask();
        Assert.False(charged.IsCompleted);

        ledger.End(other);

        Assert.True((await charged).IsAlone);
    }

    [Fact]
    public async Task should_not_wait_for_ever_when_something_hangs_and_charge_nobody_then()
    {
        using (var ledger = Open(0))
        {
            await Begin(ledger, One);
            var charged = ledger.BeginAsync(Two, isCharged: true).AsTask();
            _time.Advance(TimeSpan.FromSeconds(5));
            Assert.False((await charged).IsAlone);
        }

        using var next = Open(1);
        Assert.Null(next.FaultOf(One, []));
        Assert.Null(next.FaultOf(Two, []));
    }

    [Fact]
    public async Task should_suspect_nobody_any_more_after_days()
    {
        await LeaveInHand(One, Two);
        using (Open(1))
        {
        }

        using var next = Open(2 * 24 * 60 + 1);
        Assert.False((await next.BeginAsync(One, isCharged: false)).IsAlone);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task should_charge_and_suspect_nobody_when_the_process_was_to_stop(int inHand)
    {
        using (var ledger = Open(0))
        {
            await Begin(ledger, One);
            for (var more = 1; more < inHand; more++)
            {
                await Begin(ledger, Two);
            }

            ledger.NoteInnocentEnd();
        }

        using (var next = Open(1))
        {
            Assert.Null(next.FaultOf(One, []));
            Assert.False((await next.BeginAsync(One, isCharged: false)).IsAlone);
        }

        // The one after it ended for no such reason.
        using var third = Open(2);
        Assert.NotNull(third.FaultOf(One, []));
    }

    [Fact]
    public async Task should_charge_nobody_when_the_machine_went_down_too()
    {
        var machineRun = Guid.NewGuid();
        using (var ledger = Open(0, machineRun))
        {
            await Begin(ledger, One);
        }

        using (var next = Open(1, Guid.NewGuid()))
        {
            Assert.Null(next.FaultOf(One, []));
        }
    }

    [Fact]
    public async Task should_count_an_end_once_when_the_next_process_ends_while_it_takes_over()
    {
        await LeaveInHand(One);
        var before = File.ReadAllBytes(Marks);
        string fault;
        using (var second = Open(1))
        {
            fault = second.FaultOf(One, [])!;
        }

        // What it had found is written, what it had taken it from is not wiped yet.
        var after = File.ReadAllBytes(Marks);
        before.AsSpan(0, SlotBytes).CopyTo(after);
        File.WriteAllBytes(Marks, after);

        using var third = Open(2);
        Assert.Equal(fault, third.FaultOf(One, []));
    }

    [Fact]
    public async Task should_go_on_without_marks_when_more_is_in_hand_than_it_holds()
    {
        using (var ledger = Open(0))
        {
            var marks = new List<WorkMark>();
            for (var number = 1; number <= 100; number++)
            {
                marks.Add(await Begin(ledger, MessageId.Create(Start, 0, (ulong)number)));
            }

            Assert.Contains(marks, mark => mark.Slot < 0);
            marks.ForEach(ledger.End);
        }

        using var next = Open(1);
        Assert.All(Enumerable.Range(1, 100), number => Assert.Null(next.FaultOf(MessageId.Create(Start, 0, (ulong)number), [])));
    }

    [Fact]
    public async Task should_note_nothing_when_it_has_no_file()
    {
        WorkLedger.None.End(await Begin(WorkLedger.None, One));
        WorkLedger.None.NoteInnocentEnd();
        Assert.Null(WorkLedger.None.FaultOf(One, []));
    }

    private const int SlotBytes = 24;

    private string Marks => Path.Combine(_directory, "work.marks");

    private static async Task<WorkMark> Begin(WorkLedger ledger, MessageId message) => await ledger.BeginAsync(message, isCharged: false);

    private async Task LeaveInHand(params MessageId[] messages)
    {
        using var ledger = Open(0);
        foreach (var message in messages)
        {
            await Begin(ledger, message);
        }
    }

    private WorkLedger Open(int minute, Guid machineRun = default) => WorkLedger.Open(_directory, Start.AddMinutes(minute), _time, machineRun);
}
