namespace ForeignTransport.Transport.Membership;

/// <summary>The tables of membership, as SQL.</summary>
internal static class MembershipTables
{
    /// <summary>
    /// <c>host</c>, <c>port</c> and <c>uid</c> are the member's unique address, known once its actor system listens. <c>joined_at</c>: it may
    /// act for the cluster. <c>fenced_at</c>: it never may again. Every time is the database's.
    /// </summary>
    public const string Ddl = """
        create table if not exists server_incarnation (
            incarnation text primary key,
            server_name text not null,
            host text,
            port int,
            uid bigint,
            started_at timestamptz not null,
            last_seen timestamptz not null,
            joined_at timestamptz,
            fenced_at timestamptz
        );
        create table if not exists lease (
            name text primary key,
            owner text not null,
            epoch bigint not null,
            expires timestamptz not null
        );
        """;
}
