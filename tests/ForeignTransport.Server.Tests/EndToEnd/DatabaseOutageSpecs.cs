using System.Diagnostics;
using ForeignTransport.Core.Configuration;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>Two servers whose database goes away and comes back.</summary>
[Collection(nameof(Alone))]
public sealed class DatabaseOutageSpecs(ITestOutputHelper output) : TwoServers
{
    /// <summary>As long as an operator needs to notice.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(15);

    /// <summary>The aim is 3 s; a busy machine gets more.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task should_have_every_partition_back_soon_after_the_database_answers_again()
    {
        await MustChangeAsync(Hub1, new OrganizationCommand.NewAcceptedDomain("Contoso", "contoso.com"));
        await MustChangeAsync(Hub1, new OrganizationCommand.NewForeignConnector("Fax", [Space("FAX:*;1")], ["Hub01", "Hub02"]));
        for (var number = 0; number < 64; number++)
        {
            Put(number);
        }

        await Database.StopAsync(CancellationToken.None);
        for (var number = 64; number < 128; number++)
        {
            Put(number);
        }

        await Task.Delay(Outage);
        await Database.StartAsync(CancellationToken.None);
        var since = Stopwatch.GetTimestamp();

        await Eventually.HoldsAsync(
            () => Folder1.Dropped("Fax").Count + Folder2.Dropped("Fax").Count >= 128, () => $"{Folder1.Describe()}\n{Folder2.Describe()}");
        var time = Stopwatch.GetElapsedTime(since);
        output.WriteLine($"all delivered after {time}");
        Assert.Equal(128, Folder1.Dropped("Fax").Count + Folder2.Dropped("Fax").Count);
        Assert.True(time < Limit, $"{time}");

        void Put(int number) => (number % 2 == 0 ? Folder1 : Folder2).Put(
            (number % 2 == 0 ? Folder1 : Folder2).Pickup,
            $"From: alice@fabrikam.com\r\nTo: IMCEAFAX-1@contoso.com\r\nSubject: {number}\r\n\r\nhello\r\n");
    }
}
