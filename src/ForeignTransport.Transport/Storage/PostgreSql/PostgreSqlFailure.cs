using System.Net.Sockets;
using ForeignTransport.Core.Errors;
using Npgsql;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>Translates PostgreSQL's error codes (https://www.postgresql.org/docs/current/errcodes-appendix.html) into the error catalogue.</summary>
internal static class PostgreSqlFailure
{
    /// <summary>What our triggers answer to an incarnation that the others hold for dead.</summary>
    public const string Fenced = "FT001";

    /// <summary>What to tell whoever asked for what failed.</summary>
    public static TransportError Describe(Exception failure)
    {
        var entry = failure switch
        {
            PostgresException postgres => Entry(postgres.SqlState),
            NpgsqlException { InnerException: TimeoutException } or TimeoutException => ErrorCatalogue.DatabaseBusy,
            NpgsqlException { InnerException: PostgresException postgres } => Entry(postgres.SqlState),
            NpgsqlException or SocketException or IOException => ErrorCatalogue.DatabaseUnavailable,
            _ => ErrorCatalogue.DatabaseFailed,
        };
        var text = failure is PostgresException said ? $"{said.SqlState} {said.MessageText}" : failure.Message;
        return entry.With(string.Concat(text.ReplaceLineEndings(" ").Where(c => !char.IsControl(c))));
    }

    /// <summary>The same, as the exception of the stores' interfaces.</summary>
    public static MessageStoreException Translate(Exception failure) =>
        failure as MessageStoreException ?? new MessageStoreException(Describe(failure), failure);

    /// <summary>True for what PostgreSQL, the driver or the network answers; anything else is a defect of ours.</summary>
    public static bool IsOne(Exception failure) => failure is NpgsqlException or SocketException or TimeoutException or IOException;

    /// <summary>True when the session is gone: on another one the same may succeed at once.</summary>
    public static bool HasEndedSession(Exception failure) => failure switch
    {
        PostgresException { SqlState: var state } => EndsSession(state),
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException or SocketException or IOException => true,
        _ => false,
    };

    private static ErrorEntry Entry(string state) => state switch
    {
        Fenced => ErrorCatalogue.ServerFenced,
        "53100" => ErrorCatalogue.DatabaseFull,
        "42501" or "3D000" => ErrorCatalogue.DatabaseAccessDenied,
        "55P03" or "57014" => ErrorCatalogue.DatabaseBusy,
        _ when EndsSession(state) => ErrorCatalogue.DatabaseUnavailable,
        _ => state[..2] switch
        {
            "08" or "58" => ErrorCatalogue.DatabaseUnavailable,
            "28" => ErrorCatalogue.DatabaseAccessDenied,
            "40" or "53" => ErrorCatalogue.DatabaseBusy,
            "XX" => ErrorCatalogue.DatabaseDamaged,
            _ => ErrorCatalogue.DatabaseFailed,
        },
    };

    /// <summary>Shut down, crashed, starting; ended by an administrator or by a timeout of idleness.</summary>
    private static bool EndsSession(string state) => state is "57P01" or "57P02" or "57P03" or "57P04" or "57P05" or "25P03" or "08006" or "08003";
}
