using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage;

public class StorageDamageSpecs
{
    private static readonly TransportError First = ErrorCatalogue.MessageStoreDamaged.With("first");
    private static readonly TransportError Second = ErrorCatalogue.MessageStoreDamaged.With("second");

    [Fact]
    public void should_keep_what_was_found_first_and_tell_it_again_only_after_a_while()
    {
        var time = new FakeTimeProvider();
        var told = new List<TransportError>();
        var damage = new StorageDamage(told.Add, time);
        Assert.Null(damage.Found);

        damage.Meet(First);
        damage.Meet(Second);
        time.Advance(StorageDamage.Reminder - TimeSpan.FromSeconds(1));
        damage.Meet(Second);
        Assert.Equal((First, First), (damage.Found, Assert.Single(told)));

        time.Advance(TimeSpan.FromSeconds(1));
        damage.Meet(Second);
        damage.Meet(Second);
        Assert.Equal([First, Second], told);
        Assert.Equal(First, damage.Found);
    }
}
