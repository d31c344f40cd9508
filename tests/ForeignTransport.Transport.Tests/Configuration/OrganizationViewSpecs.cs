using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Configuration;

public sealed class OrganizationViewSpecs
{
    private static readonly OrganizationState State = OrganizationState.Restore(7, [], [new TransportService("Hub07")], [], new TransportConfig());

    [Fact]
    public async Task should_let_nobody_go_on_before_everybody_was_told_when_a_version_arrives()
    {
        var view = new OrganizationView();
        var waiting = view.ReachAsync(7, CancellationToken.None);
        var told = 0;

        Assert.True(view.Offer(State, () =>
        {
            told++;
            Assert.Same(State, view.Current);
            Assert.False(view.First.IsCompleted);
            Assert.False(view.ReachAsync(7, CancellationToken.None).IsCompleted);
        }));
        Assert.False(view.Offer(State, () => told++));

        Assert.Equal(1, told);
        Assert.Same(State, await view.First);
        await waiting;
        Assert.True(view.ReachAsync(6, CancellationToken.None).IsCompletedSuccessfully);
        Assert.False(view.ReachAsync(8, CancellationToken.None).IsCompleted);
    }
}
