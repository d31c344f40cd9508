namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>The tables of <c>tracking.db</c>. All of them grow at their end, whatever is in the rows.</summary>
/// <remarks>
/// <para>The index of time has what is searched for without an entry of its own (event, source, server, subject): such a search reads that and not the
/// rows, which are ten times as large.</para>
/// <para>What a row is found by (sender, recipients, Message-ID, number, reference) are numbers in no order at all. One index over all rows would
/// write a page of its own for nearly every entry, and more of them the larger it grew. So rows are numbered in segments of some thousand
/// (<see cref="SqliteTrackingWriter.SegmentRows"/>) in the order in which they come, and entries lie in the order of segments: writing touches
/// the pages of the last segment only, and a search looks once in each segment that its time can be in.</para>
/// </remarks>
internal static class SqliteTrackingSchema
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS message_tracking (
            date_time           INTEGER NOT NULL,
            log_key             INTEGER NOT NULL,
            event_id            TEXT    NOT NULL,
            source              TEXT    NOT NULL,
            server_key          TEXT,
            traffic_type        TEXT,
            internal_message_id INTEGER,
            message_id_hash     INTEGER,
            sender_hash         INTEGER,
            reference_hash      INTEGER,
            network_message_id  TEXT,
            message_id          TEXT,
            recipients          TEXT,
            recipient_status    TEXT,
            total_bytes         INTEGER,
            recipient_count     INTEGER,
            message_subject     TEXT,
            subject_key         TEXT,
            sender              TEXT,
            return_path         TEXT,
            client_ip           TEXT,
            client_hostname     TEXT,
            server_ip           TEXT,
            server_hostname     TEXT,
            source_context      TEXT,
            connector_id        TEXT,
            related_recipient   TEXT,
            reference           TEXT,
            message_info        TEXT,
            directionality      TEXT,
            original_client_ip  TEXT,
            original_server_ip  TEXT,
            custom_data         TEXT,
            PRIMARY KEY (date_time, log_key)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS message_tracking_time ON message_tracking (date_time, log_key, event_id, source, server_key, subject_key);
        CREATE TABLE IF NOT EXISTS message_tracking_segment (
            segment    INTEGER PRIMARY KEY,
            first_time INTEGER NOT NULL,
            last_time  INTEGER NOT NULL,
            row_count  INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS message_tracking_lookup (
            segment   INTEGER NOT NULL,
            kind      INTEGER NOT NULL,
            hash      INTEGER NOT NULL,
            date_time INTEGER NOT NULL,
            log_key   INTEGER NOT NULL,
            event_id  TEXT    NOT NULL,
            PRIMARY KEY (segment, kind, hash, date_time, log_key)) WITHOUT ROWID;
        """;
}
