using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Recipients;
using Xunit;

namespace ForeignTransport.Core.Tests.Recipients;

/// <summary>A directory of many recipients, of which one changes.</summary>
public class RecipientDirectorySpecs
{
    private const int Many = 2_000;

    private static readonly RecipientDirectory Directory = RecipientDirectory.Of(Enumerable.Range(0, Many).Select(number => Contact($"c{number}", $"FAX:{number}")));

    [Fact]
    public void should_share_every_shelf_but_one_when_one_recipient_changes()
    {
        var changed = Directory.With(Contact("C7", "FAX:seven"));

        Assert.Equal(1, Differing(Directory, changed));
        Assert.Equal((Many, "C7"), (changed.Count, changed.Find("c7")!.Name));
        Assert.Equal(0, Differing(Directory, Directory.With(Contact("new", "FAX:1")).Without("NEW").With(Contact("c7", "FAX:7")), equalIsSame: true));
    }

    [Fact]
    public void should_be_the_same_directory_when_it_is_copied_shelf_by_shelf()
    {
        var changed = Directory.With(Contact("c7", "FAX:seven")).Without("c8").With(Contact("new", "FAX:new"));

        var copy = Enumerable.Range(0, RecipientDirectory.ShelfCount)
            .Where(shelf => !ReferenceEquals(Directory.Shelves[shelf], changed.Shelves[shelf]))
            .Aggregate(Directory, (next, shelf) => next.WithShelf(shelf, changed.Shelves[shelf].Values));

        Assert.Equal(Sorted(changed), Sorted(copy));
        Assert.Equal(Many, copy.Count);
        Assert.Equal("c7", Assert.Single(copy.NamesOf(new NativeAddress("FAX", "seven"))));
        Assert.Empty(copy.NamesOf(new NativeAddress("FAX", "7")));
        Assert.Empty(copy.NamesOfAlias("c8"));
        Assert.True(copy.TryFind("new", out _));
    }

    [Fact]
    public void should_refuse_what_belongs_on_another_shelf()
    {
        var shelf = Directory.Shelves.IndexOf(Directory.Shelves.Single(shelf => shelf.ContainsKey("c7")));

        Assert.Throws<ArgumentException>(() => Directory.WithShelf((shelf + 1) % RecipientDirectory.ShelfCount, [Contact("c7", "FAX:7")]));
    }

    [Fact]
    public void should_change_no_route_of_a_waiting_message_when_a_recipient_changes()
    {
        var before = OrganizationState.Restore(5, [], [], [], new TransportConfig(), [Contact("c1", "FAX:1")]);

        var set = before.Apply(new OrganizationEvent.RecipientSet(Contact("c2", "FAX:2")));
        var removed = set.Apply(new OrganizationEvent.RecipientRemoved("c1"));
        var config = removed.Apply(new OrganizationEvent.TransportConfigSet(new TransportConfig()));

        Assert.Equal((7, before.RoutingVersion, before.RoutingVersion), (removed.Version, set.RoutingVersion, removed.RoutingVersion));
        Assert.NotEqual(before.RoutingVersion, config.RoutingVersion);
    }

    private static int Differing(RecipientDirectory one, RecipientDirectory other, bool equalIsSame = false) =>
        Enumerable.Range(0, RecipientDirectory.ShelfCount).Count(shelf => !ReferenceEquals(one.Shelves[shelf], other.Shelves[shelf])
            && !(equalIsSame && one.Shelves[shelf].OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(
                other.Shelves[shelf].OrderBy(pair => pair.Key, StringComparer.Ordinal))));

    private static IEnumerable<Recipient> Sorted(RecipientDirectory directory) => directory.All.OrderBy(recipient => recipient.Name, StringComparer.Ordinal);

    private static Recipient Contact(string name, string external) => new()
    {
        Type = RecipientType.MailContact,
        Name = name,
        Alias = name,
        EmailAddresses = [Address($"SMTP:{name}@contoso.com"), Address(external)],
        ExternalEmailAddress = Address(external)
    };

    private static NativeAddress Address(string text) => new(text[..text.IndexOf(':', StringComparison.Ordinal)], text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]);
}
