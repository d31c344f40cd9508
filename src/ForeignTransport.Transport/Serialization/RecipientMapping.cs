using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Recipients;
using Google.Protobuf;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Organization;

namespace ForeignTransport.Transport.Serialization;

/// <summary>
/// Maps recipients to protobuf and back. There can be 100,000 of them in one snapshot, which goes to every server in one piece: their JSON is
/// compressed there.
/// </summary>
internal static class RecipientMapping
{
    public static Wire.OrganizationEvent ToWire(OrganizationEvent.RecipientSet set)
    {
        var wire = new Wire.ObjectSet { Json = OrganizationFile.Format(OrganizationDefinition.Empty with { Recipients = [set.Recipient] }) };
        if (set.FormerName is { } former)
        {
            wire.FormerName = former;
        }

        return new() { Set = wire };
    }

    public static ByteString Pack(ImmutableArray<Recipient> recipients)
    {
        if (recipients.IsEmpty)
        {
            return ByteString.Empty;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(OrganizationFile.Format(OrganizationDefinition.Empty with { Recipients = recipients })));
        }

        return UnsafeByteOperations.UnsafeWrap(packed.ToArray());
    }

    /// <exception cref="InvalidDataException">They were written by a later release, or are damaged.</exception>
    public static ImmutableArray<Recipient> Unpack(ByteString packed)
    {
        if (packed.IsEmpty)
        {
            return [];
        }

        using var gzip = new GZipStream(new MemoryStream(packed.ToByteArray()), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return OrganizationMapping.Parse(reader.ReadToEnd()).Recipients;
    }
}
