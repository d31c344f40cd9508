using ForeignTransport.Core.Configuration;
using Xunit;

namespace ForeignTransport.Core.Tests.Configuration;

public class DrainProgressSpecs
{
    private static readonly DrainProgress Done = new(IsIntakeClosed: true, 0, 0, 0, 0, 0, IsOnlyOne: false);

    [Fact]
    public void should_be_drained_when_nothing_is_left()
    {
        Assert.Equal(ServerState.Drained, Done.State);
        Assert.Empty(Done.Remaining);
        Assert.Equal(ServerState.Drained, (Done with { IsOnlyOne = true }).State);
    }

    public static TheoryData<DrainProgress, string> Left => new()
    {
        { Done with { IsIntakeClosed = false }, "It has not closed its Pickup and Replay directories yet." },
        { Done with { Submissions = 1 }, "1 submission that it took is not through." },
        { Done with { Commands = 2 }, "2 commands to its connectors are not answered." },
        { Done with { Files = 2 }, "2 files staged there are not published." },
        { Done with { Partitions = 1 }, "1 partition runs on it." },
        { Done with { Partitions = 16, IsOnlyOne = true }, "16 partitions run on it, and there is no other server to move them to." },
        { Done with { Silent = 1 }, "1 partition has not said what it has there." }
    };

    [Theory]
    [MemberData(nameof(Left))]
    public void should_say_what_is_left_when_it_drains(DrainProgress progress, string sentence)
    {
        Assert.Equal(ServerState.Draining, progress.State);
        Assert.Equal([sentence], progress.Remaining.AsEnumerable());
    }

    [Fact]
    public void should_say_everything_that_is_left() =>
        Assert.Equal(6, new DrainProgress(false, 3, 3, 3, 3, 3, false).Remaining.Length);
}
