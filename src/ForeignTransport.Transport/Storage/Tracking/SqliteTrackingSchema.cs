namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>The tables of <c>tracking.db</c>. Rows come in the order of time, so that what is in that order grows at its end.</summary>
/// <remarks>
/// The index of time has what is searched for without an index of its own (event, source, server, subject): such a search reads that and not the
/// rows, which are ten times as large.
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
        CREATE INDEX IF NOT EXISTS message_tracking_sender ON message_tracking (sender_hash, date_time, log_key, event_id, source);
        CREATE INDEX IF NOT EXISTS message_tracking_message ON message_tracking (message_id_hash, date_time, log_key);
        CREATE INDEX IF NOT EXISTS message_tracking_number ON message_tracking (internal_message_id, date_time, log_key);
        CREATE INDEX IF NOT EXISTS message_tracking_reference ON message_tracking (reference_hash, date_time, log_key)
            WHERE reference_hash IS NOT NULL;
        CREATE TABLE IF NOT EXISTS message_tracking_recipient (
            hash      INTEGER NOT NULL,
            date_time INTEGER NOT NULL,
            log_key   INTEGER NOT NULL,
            PRIMARY KEY (hash, date_time, log_key)) WITHOUT ROWID;
        """;
}
