using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Server.Bench;
using Xunit;

namespace ForeignTransport.Server.Tests.Bench;

public sealed class BenchFolderSpecs : IDisposable
{
    private readonly TemporaryDirectory _root = TemporaryDirectory.Below(Path.GetTempPath());

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(DropSharing.Own, 2)]
    [InlineData(DropSharing.OwnAbsolute, 2)]
    [InlineData(DropSharing.Shared, 1)]
    internal void should_write_an_organization_that_servers_take(DropSharing drop, int directories)
    {
        var folder = new BenchFolder(_root.Path, new BenchOrganization(["Hub01", "Hub02"])
        {
            Drop = drop,
            PossibleDuplicateAction = PossibleDuplicateAction.DropAgain,
            RetryInterval = TimeSpan.FromSeconds(1),
        });

        Assert.True(OrganizationFile.TryParse(File.ReadAllText(folder.OrganizationFile), out var organization, out var error), error?.ToString());
        var state = OrganizationDecider.Decide(OrganizationState.Empty, new OrganizationCommand.SeedOrganization(organization), default, Guid.Empty);
        Assert.Null(state.Error);
        Assert.Equal(directories, folder.Drops.Count);

        // A full path is the administrator's: only the shared one is made here.
        Assert.Equal(drop == DropSharing.Shared, Directory.Exists(folder.Drops[0]));
    }

    [Fact]
    public void should_keep_the_directories_of_servers_apart()
    {
        var folder = new BenchFolder(_root.Path, new BenchOrganization(["Hub01", "Hub02"]));

        Assert.Equal(2, new[] { folder.PickupOf("Hub01"), folder.PickupOf("Hub02") }.Distinct().Count());
        Assert.Equal(folder.PickupOf("Hub01"), folder.Pickup);
        Directory.CreateDirectory(folder.PickupOf("Hub02"));
        Assert.True(folder.IsSubmissionEmpty());
        File.WriteAllText(Path.Combine(folder.PickupOf("Hub02"), MessageFeeder.FileName(7)), "");
        Assert.False(folder.IsSubmissionEmpty());
        Assert.Equal(DeliveryFaultKind.LeftBehind, Assert.Single(folder.Leftovers()).Kind);
    }

    [Theory]
    [InlineData("00000012.eml", 12)]
    [InlineData("00000012.0000018f00000000000000000000000a.tmp", 12)]
    [InlineData("12.eml", -1)]
    [InlineData("order012.eml", -1)]
    public void should_read_the_message_from_the_name_of_its_file(string name, int expected)
    {
        Assert.Equal(expected >= 0, MessageFeeder.TryParse(name, out var index));
        Assert.True(expected < 0 || index == expected);
    }
}
