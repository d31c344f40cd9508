using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Transport.Serialization;
using Google.Protobuf;
using Xunit;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Organization;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>The configuration goes to every server in one message, and a frame of the transport is 16 MiB.</summary>
public class RecipientSizeSpecs
{
    private const int Count = 10_000;
    private const int Frame = 16 << 20;

    [Fact]
    public void should_leave_half_a_frame_free_when_there_are_a_hundred_thousand_recipients()
    {
        var organization = OrganizationState.Restore(
            1, [], [], [SerializedSamples.AcceptedDomain], new TransportConfig(), Enumerable.Range(0, Count).Select(Contact));

        var bytes = OrganizationMapping.ToWire(organization).ToByteArray();

        Assert.InRange(bytes.Length * (100_000L / Count), 1, Frame / 2);
        var again = OrganizationMapping.FromWire(Wire.OrganizationSnapshot.Parser.ParseFrom(bytes));
        Assert.Equal(OrganizationDefinition.Of(organization).Recipients.AsEnumerable(), OrganizationDefinition.Of(again).Recipients);
    }

    private static Recipient Contact(int number)
    {
        // No pattern that compresses better than real numbers do.
        var digits = (unchecked(number * 2_654_435_761L) % 10_000_000_000).ToString("D10", System.Globalization.CultureInfo.InvariantCulture);
        var external = new NativeAddress("FAX", $"+{digits}");
        return new Recipient
        {
            Type = RecipientType.MailContact,
            Name = $"Fax of customer {digits}",
            Alias = $"fax{digits}",
            ExternalEmailAddress = external,
            EmailAddresses = [new NativeAddress(AddressType.Smtp, $"fax{digits}@contoso.com"), external]
        };
    }
}
