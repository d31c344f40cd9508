using System.Collections.Immutable;
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
/// compressed there, shelf by shelf. A shelf that did not change is neither packed nor read again.
/// </summary>
internal static class RecipientMapping
{
    /// <summary>Where more differ, everything is read anew: an import, or the first version that is seen.</summary>
    private const int ManyShelves = 32;

    private static readonly ConditionalWeakTable<ImmutableDictionary<string, Recipient>, ByteString> Packed = [];

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

    public static IEnumerable<ByteString> Pack(RecipientDirectory directory) => directory.IsEmpty
        ? []
        : directory.Shelves.Select(shelf => shelf.IsEmpty ? ByteString.Empty : Packed.GetValue(shelf, PackShelf));

    /// <param name="whole">All of them, as they were written before there were shelves.</param>
    /// <param name="shelves">All of them, by shelf.</param>
    /// <exception cref="InvalidDataException">They were written by a later release, or are damaged.</exception>
    public static RecipientDirectory Unpack(ByteString whole, IReadOnlyList<ByteString> shelves)
    {
        if (shelves.Count == 0)
        {
            return whole.IsEmpty ? RecipientDirectory.Empty : RecipientDirectory.Of(Read(whole));
        }

        if (shelves.Count != RecipientDirectory.ShelfCount)
        {
            throw new InvalidDataException($"A snapshot has {shelves.Count} shelves of recipients: written by a later release.");
        }

        // Most versions of the organization change something else, or one recipient.
        var last = _last;
        var changed = last is null ? [] : Enumerable.Range(0, shelves.Count).Where(shelf => !last.Shelves[shelf].Equals(shelves[shelf])).ToList();
        var directory = last is null || changed.Count > ManyShelves
            ? RecipientDirectory.Of(shelves.SelectMany(Read))
            : changed.Aggregate(last.Directory, (next, shelf) => next.WithShelf(shelf, Read(shelves[shelf])));
        _last = new([.. shelves], directory);
        return directory;
    }

    private static IEnumerable<Recipient> Read(ByteString packed)
    {
        if (packed.IsEmpty)
        {
            return [];
        }

        using var gzip = new GZipStream(new MemoryStream(packed.ToByteArray()), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return OrganizationMapping.Parse(reader.ReadToEnd()).Recipients;
    }

    private static ByteString PackShelf(ImmutableDictionary<string, Recipient> shelf)
    {
        var recipients = shelf.Values.OrderBy(recipient => recipient.Name, StringComparer.OrdinalIgnoreCase);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(OrganizationFile.Format(OrganizationDefinition.Empty with { Recipients = [.. recipients] })));
        }

        return UnsafeByteOperations.UnsafeWrap(packed.ToArray());
    }

    private sealed record Known(ImmutableArray<ByteString> Shelves, RecipientDirectory Directory);
}
