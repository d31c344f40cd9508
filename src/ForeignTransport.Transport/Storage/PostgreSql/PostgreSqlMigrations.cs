namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>
/// The schema, as the steps that lead to it. A step that a release was published with is never changed: what must become different
/// becomes so in a new step.
/// </summary>
internal static class PostgreSqlMigrations
{
    /// <summary>
    /// journal and snapshot are what Akka.Persistence.Sql expects, without the indexes that its automatic creation adds: the key is all
    /// that writing and recovery use. message_content holds a message for milliseconds or, behind a closed gateway, for days.
    /// </summary>
    /// <remarks>
    /// Storage external: compressing mail that lives for milliseconds costs more than the bytes. toast_tuple_target: a row that fits into a page
    /// stays in it (44 instead of 64 us of PostgreSQL's CPU for 2 KB, 57 instead of 87 for 5 KB). Autovacuum by number of dead rows, not by their
    /// share: the queue may be empty or hold a million. vacuum_truncate off: giving pages back takes a lock that stops all writers, and the
    /// pages are needed again a moment later. collate "C": ids are compared as bytes.
    /// </remarks>
    private const string First = """
        create table server_incarnation (
            incarnation text        primary key,
            server_name text        not null,
            host        text        not null,
            port        integer     not null,
            uid         bigint,
            started_at  timestamptz not null default clock_timestamp(),
            last_seen   timestamptz not null default clock_timestamp(),
            joined_at   timestamptz,
            fenced_at   timestamptz
        ) with (fillfactor = 50);

        create table lease (
            name    text        primary key,
            owner   text        not null,
            epoch   bigint      not null,
            expires timestamptz not null
        ) with (fillfactor = 50);

        create table cluster_setting (
            name  text primary key,
            value text not null
        );

        create table journal (
            ordering        bigint           generated always as identity,
            created         bigint           not null,
            deleted         boolean          not null,
            persistence_id  text collate "C" not null,
            sequence_number bigint           not null,
            message         bytea            not null,
            tags            text,
            manifest        text,
            identifier      integer,
            writer_uuid     text,
            constraint journal_uq primary key (persistence_id, sequence_number)
        ) with (
            toast_tuple_target = 8160,
            autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000,
            autovacuum_vacuum_cost_limit = 2000, vacuum_truncate = off, toast.vacuum_truncate = off
        );
        alter table journal alter column message set storage external;

        create table snapshot (
            persistence_id  text collate "C" not null,
            sequence_number bigint           not null,
            created         bigint           not null,
            snapshot        bytea,
            manifest        text,
            serializer_id   integer,
            constraint snapshot_pk primary key (persistence_id, sequence_number)
        );
        alter table snapshot alter column snapshot set storage external;

        create table message_content (
            id          uuid    not null,
            chunk       integer not null,
            length      bigint,
            head_length integer,
            data        bytea   not null,
            constraint message_content_pk primary key (id, chunk)
        ) with (
            toast_tuple_target = 8160,
            autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
            autovacuum_vacuum_cost_limit = 2000, vacuum_truncate = off,
            toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 50000,
            toast.autovacuum_vacuum_cost_limit = 2000, toast.vacuum_truncate = off
        );
        alter table message_content alter column data set storage external;

        create function refuse_fenced_incarnation() returns trigger language plpgsql as $$
        begin
            if exists (
                select from server_incarnation
                where incarnation = current_setting('application_name') and fenced_at is not null)
            then
                raise exception using
                    errcode = 'FT001',
                    message = format('%s is fenced: another server has taken over its work', current_setting('application_name'));
            end if;
            return null;
        end $$;

        create trigger refuse_fenced before insert on journal
            for each statement execute function refuse_fenced_incarnation();
        create trigger refuse_fenced before insert on snapshot
            for each statement execute function refuse_fenced_incarnation();
        create trigger refuse_fenced before insert on message_content
            for each statement execute function refuse_fenced_incarnation();
        """;

    /// <summary>
    /// Access tokens by the SHA-256 of their secrets, and who did what. No fence on either: a server that others gave up for dead lets nobody do
    /// more than before, and what it does is to be recorded all the same.
    /// </summary>
    private const string AccessTables = """
        create table access_token (
            hash       text collate "C" primary key,
            name       text             not null,
            name_key   text collate "C" not null unique,
            role       text             not null,
            created    bigint           not null,
            expires    bigint,
            created_by text             not null,
            last_used  bigint
        ) with (fillfactor = 70);

        create table audit_log (
            id              text collate "C" primary key,
            run_date        bigint  not null,
            caller          text    not null,
            caller_key      text    not null,
            role            text    not null,
            authentication  text    not null,
            server          text    not null,
            client          text    not null,
            remote_address  text    not null,
            cmdlet          text    not null,
            cmdlet_key      text    not null,
            object_modified text    not null,
            object_key      text    not null,
            parameters      text    not null,
            state_before    text,
            state_after     text,
            succeeded       boolean,
            error           text
        ) with (fillfactor = 70);

        create index audit_log_run_date on audit_log (run_date, id);
        """;

    /// <summary>
    /// What happened to which message. Rows are added in the order of time and deleted in that order; none is ever changed. No fence: a server that
    /// others gave up for dead makes the rows that its successor makes from the same journal, with the same keys.
    /// </summary>
    private const string TrackingTables = """
        create table message_tracking (
            date_time           bigint not null,
            log_key             bigint not null,
            internal_message_id bigint,
            message_id_hash     bigint,
            sender_hash         bigint,
            reference_hash      bigint,
            total_bytes         bigint,
            recipient_count     bigint,
            event_id            text collate "C" not null,
            source              text collate "C" not null,
            server_key          text collate "C",
            traffic_type        text collate "C",
            network_message_id  text collate "C",
            message_id          text,
            recipients          text,
            recipient_status    text,
            message_subject     text,
            subject_key         text collate "C",
            sender              text,
            return_path         text,
            client_ip           text,
            client_hostname     text,
            server_ip           text,
            server_hostname     text,
            source_context      text,
            connector_id        text,
            related_recipient   text,
            reference           text,
            message_info        text,
            directionality      text,
            original_client_ip  text,
            original_server_ip  text,
            custom_data         text,
            constraint message_tracking_pk primary key (date_time, log_key)
        ) with (autovacuum_vacuum_insert_scale_factor = 0.05);

        create index message_tracking_event on message_tracking (event_id, date_time, log_key);
        create index message_tracking_server on message_tracking (server_key, date_time, log_key);
        create index message_tracking_sender on message_tracking (sender_hash, date_time, log_key);
        create index message_tracking_message on message_tracking (message_id_hash, date_time, log_key);
        create index message_tracking_number on message_tracking (internal_message_id, date_time, log_key);
        create index message_tracking_reference on message_tracking (reference_hash, date_time, log_key) where reference_hash is not null;

        create table message_tracking_recipient (
            hash      bigint not null,
            date_time bigint not null,
            log_key   bigint not null,
            constraint message_tracking_recipient_pk primary key (hash, date_time, log_key)
        );
        """;

    /// <summary>Step n leads from version n to version n + 1; version 0 is an empty database.</summary>
    public static IReadOnlyList<string> Steps { get; } = [First, AccessTables, TrackingTables];
}
