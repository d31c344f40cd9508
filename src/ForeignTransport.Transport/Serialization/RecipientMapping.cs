using System.IO.Compression;
using System.Runtime.CompilerServices;
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
    private static readonly ConditionalWeakTable<RecipientDirectory, ByteString> Packed = [];

    private static volatile Known? _last;

    public static Wire.OrganizationEvent ToWire(OrganizationEvent.RecipientSet set)
    {
        var wire = new Wire.ObjectSet { Json = OrganizationFile.Format(OrganizationDefinition.Empty with { Recipients = [set.Recipient] }) };
        if (set.FormerName is { } former)
        {
            wire.FormerName = former;
        }

        return new() { Set = wire };
    }

    public static ByteString Pack(RecipientDirectory directory) =>
        directory.IsEmpty ? ByteString.Empty : Packed.GetValue(directory, PackAll);

    /// <exception cref="InvalidDataException">They were written by a later release, or are damaged.</exception>
    public static RecipientDirectory Unpack(ByteString packed)
    {
        if (packed.IsEmpty)
        {
            return RecipientDirectory.Empty;
        }

        // Most versions of the organization change something else.
        if (_last is { } last && last.Packed.Equals(packed))
        {
            return last.Directory;
        }

        using var gzip = new GZipStream(new MemoryStream(packed.ToByteArray()), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        var directory = RecipientDirectory.Of(OrganizationMapping.Parse(reader.ReadToEnd()).Recipients);
        _last = new(packed, directory);
        return directory;
    }

    private static ByteString PackAll(RecipientDirectory directory)
    {
        var recipients = directory.All.OrderBy(recipient => recipient.Name, StringComparer.OrdinalIgnoreCase);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(OrganizationFile.Format(OrganizationDefinition.Empty with { Recipients = [.. recipients] })));
        }

        return UnsafeByteOperations.UnsafeWrap(packed.ToArray());
    }

    private sealed record Known(ByteString Packed, RecipientDirectory Directory);
}
