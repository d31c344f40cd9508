using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>HTTP answers before a server has joined its cluster.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ChangeBeforeJoinSpecs : IDisposable
{
    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task should_wait_for_the_organization_when_the_server_has_not_joined_and_give_up_when_told_to()
    {
        await using var server = await TransportServer.OpenAsync(_folder.Configuration(), "1.2.3", TimeProvider.System, CancellationToken.None);
        using var impatient = new CancellationTokenSource();
        var abandoned = server.ChangeAsync(new OrganizationCommand.NewAcceptedDomain("Never", "never.example"), impatient.Token);
        var change = server.ChangeAsync(new OrganizationCommand.NewAcceptedDomain("Early", "early.example"), CancellationToken.None);
        Assert.False(change.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);

        await server.JoinAsync(SharedServer.Organization, CancellationToken.None);

        Assert.Null((await change).Error);
        Assert.Contains("Early", server.Organization!.AcceptedDomains.Keys);
        Assert.DoesNotContain("Never", server.Organization.AcceptedDomains.Keys);
    }
}
