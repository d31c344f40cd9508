using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>The priority of a message, and with it the time it lives, is decided when it is taken in.</summary>
public class IntakePrioritySpecs
{
    private static readonly PriorityQueuing Off = new();
    private static readonly PriorityQueuing On = new() { Enabled = true };

    [Theory]
    [InlineData("X-Priority: 1\r\n", 100, DeliveryPriority.High, 8)]
    [InlineData("X-Priority: 1\r\n", 256_001, DeliveryPriority.Normal, 48)]
    [InlineData("Importance: low\r\n", 100, DeliveryPriority.Low, 72)]
    [InlineData("", 100, DeliveryPriority.Normal, 48)]
    public async Task should_queue_it_with_its_priority_and_the_time_of_that(string fields, int size, DeliveryPriority priority, int hours)
    {
        var message = await TakeAsync(On with { LowPriorityMessageExpirationTimeout = TimeSpan.FromDays(3) }, fields, size);

        Assert.Equal((priority, IntakeDirectory.Start.AddHours(hours)), (message.Priority, message.ExpiresAt));
    }

    [Fact]
    public async Task should_queue_it_without_a_priority_when_priority_queuing_is_off()
    {
        var message = await TakeAsync(Off, "X-Priority: 1\r\n", 100);

        Assert.Equal((null, IntakeDirectory.Start.AddDays(5)), (message.Priority, message.ExpiresAt));
    }

    private static async Task<QueuedMessage> TakeAsync(PriorityQueuing settings, string fields, int size)
    {
        using var shipped = new IntakeDirectory();
        using var directory = new IntakeDirectory
        {
            Settings = shipped.Settings with { Expiration = TimeSpan.FromDays(5), PriorityQueuing = settings.Enabled ? settings : null }
        };
        directory.Write("a.eml", $"{fields}{IntakeDirectory.Pickup(body: new string('x', size))}");
        return Assert.Single((await directory.TakeAsync("a.eml")).Accepted).Message;
    }
}
