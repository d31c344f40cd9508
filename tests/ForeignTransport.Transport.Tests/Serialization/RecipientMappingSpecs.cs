using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Transport.Serialization;
using Google.Protobuf;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>A large directory goes to every server with each change of the organization, and only what changed is packed and read.</summary>
public class RecipientMappingSpecs(ITestOutputHelper output)
{
    [Fact]
    public void should_pack_and_read_again_only_the_shelf_of_the_recipient_that_changed()
    {
        var before = Organization(3_000);
        var first = OrganizationMapping.ToWire(before);
        OrganizationMapping.FromWire(first);

        var after = before.Apply(new OrganizationEvent.RecipientSet(Contact("c7", "FAX:seven")));
        var second = OrganizationMapping.ToWire(after);

        Assert.Equal(1, first.RecipientShelves.Zip(second.RecipientShelves, ReferenceEquals).Count(isSame => !isSame));
        var read = OrganizationMapping.FromWire(second);
        Assert.Equal(Sorted(after), Sorted(read));
        Assert.Equal(after.RoutingVersion, read.RoutingVersion);
        Assert.Equal("c7", Assert.Single(read.Recipients.NamesOf(new NativeAddress("FAX", "seven"))));
        Assert.Equal(Sorted(before), Sorted(OrganizationMapping.FromWire(first)));
    }

    [Fact]
    public void should_read_all_anew_when_much_changed_or_the_last_recipient_went()
    {
        OrganizationMapping.FromWire(OrganizationMapping.ToWire(Organization(3_000)));
        var others = Organization(2_000, "d");

        Assert.Equal(Sorted(others), Sorted(OrganizationMapping.FromWire(OrganizationMapping.ToWire(others))));
        Assert.True(OrganizationMapping.FromWire(OrganizationMapping.ToWire(Organization(0))).Recipients.IsEmpty);
    }

    [Fact]
    public void should_still_read_all_recipients_in_one_piece()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(OrganizationFile.Format(OrganizationDefinition.Empty with { Recipients = [Contact("c1", "FAX:1")] })));
        }

        Assert.Equal("c1", Assert.Single(RecipientMapping.Unpack(ByteString.CopyFrom(packed.ToArray()), []).All).Name);
    }

    [Fact]
    public void should_refuse_another_number_of_shelves() => Assert.Throws<InvalidDataException>(
        () => RecipientMapping.Unpack(ByteString.Empty, [ByteString.Empty, ByteString.Empty]));

    /// <summary>Not a limit that a loaded machine could break: what it takes is printed, and compared with reading everything.</summary>
    [Fact]
    public void should_take_a_small_part_of_the_time_when_one_of_many_recipients_changes()
    {
        var organization = Organization(20_000);
        var whole = Stopwatch.StartNew();
        OrganizationMapping.FromWire(OrganizationMapping.ToWire(organization));
        whole.Stop();
        var one = Enumerable.Range(0, 5).Min(number =>
        {
            var started = Stopwatch.GetTimestamp();
            OrganizationMapping.FromWire(OrganizationMapping.ToWire(
                organization.Apply(new OrganizationEvent.RecipientSet(Contact($"c{number}", "FAX:seven")))));
            return Stopwatch.GetElapsedTime(started);
        });

        output.WriteLine($"everything {whole.ElapsedMilliseconds} ms, one recipient {one.TotalMilliseconds:F1} ms");
        Assert.True(one < whole.Elapsed / 4, $"{one} of {whole.Elapsed}");
    }

    private static OrganizationState Organization(int recipients, string prefix = "c") => OrganizationState.Restore(
        1, [], [], [], new TransportConfig(), Enumerable.Range(0, recipients).Select(number => Contact($"{prefix}{number}", $"FAX:{number}")));

    private static IEnumerable<Recipient> Sorted(OrganizationState state) => state.Recipients.All.OrderBy(recipient => recipient.Name, StringComparer.Ordinal);

    private static Recipient Contact(string name, string external) => new()
    {
        Type = RecipientType.MailContact,
        Name = name,
        Alias = name,
        EmailAddresses = [new NativeAddress(AddressType.Smtp, $"{name}@contoso.com"), new NativeAddress("FAX", external[4..])],
        ExternalEmailAddress = new NativeAddress("FAX", external[4..])
    };
}
