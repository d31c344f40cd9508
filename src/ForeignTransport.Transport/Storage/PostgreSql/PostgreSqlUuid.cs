using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>A message id as PostgreSQL's uuid: the same 16 bytes, so that both sort by time.</summary>
internal static class PostgreSqlUuid
{
    public static Guid ToUuid(this MessageId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.WriteTo(bytes);
        return new Guid(bytes, bigEndian: true);
    }

    public static MessageId ToMessageId(this Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return MessageId.FromBytes(bytes);
    }

    public static Guid[] ToUuids(this IReadOnlyList<MessageId> ids)
    {
        var uuids = new Guid[ids.Count];
        for (var i = 0; i < uuids.Length; i++)
        {
            uuids[i] = ids[i].ToUuid();
        }

        return uuids;
    }
}
