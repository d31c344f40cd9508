using ForeignTransport.Core.Errors;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>Translates SQLite's result codes (https://www.sqlite.org/rescode.html) into the error catalogue.</summary>
internal static class SqliteFailure
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NotADatabase = 26;

    /// <summary>What to tell the callers of the transaction that <paramref name="failure"/> ended.</summary>
    public static TransportError Describe(Exception failure)
    {
        var entry = failure is not SqliteException sqlite ? ErrorCatalogue.MessageStoreFailed : sqlite.SqliteErrorCode switch
        {
            Full => ErrorCatalogue.MessageStoreFull,
            Busy or Locked => ErrorCatalogue.MessageStoreBusy,
            Corrupt or NotADatabase => ErrorCatalogue.MessageStoreDamaged,
            _ => ErrorCatalogue.MessageStoreFailed,
        };
        return entry.With(failure.Message.ReplaceLineEndings(" "));
    }

    /// <summary>The same for a file that could not be opened, which SQLite does not name.</summary>
    public static MessageStoreException Translate(Exception failure, string path)
    {
        var error = Describe(failure);
        return new MessageStoreException(error with { Detail = $"{path}: {error.Detail}" }, failure);
    }

    /// <summary>The same for a file in use, as the exception of the store's interface; damage of the file is noted.</summary>
    public static MessageStoreException Translate(Exception failure, SqliteMessageStoreOptions options)
    {
        if (failure is MessageStoreException translated)
        {
            return translated;
        }

        var found = Translate(failure, options.Path);
        if (found.Error.Entry == ErrorCatalogue.MessageStoreDamaged)
        {
            options.Damage?.Meet(found.Error);
        }

        return found;
    }

    /// <summary>What to say of a failure that came through others' code, when it means that the file is damaged; null when it does not.</summary>
    public static TransportError? DamageOf(Exception failure, string path) =>
        failure.GetBaseException() is SqliteException { SqliteErrorCode: Corrupt or NotADatabase } damage ? Translate(damage, path).Error : null;

    /// <summary>True when the connection itself is in doubt and is better opened anew.</summary>
    public static bool NeedsNewConnection(Exception failure) =>
        failure is not SqliteException { SqliteErrorCode: Full or Busy or Locked };
}
