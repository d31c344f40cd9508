namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry DatabaseSchemaMissing = new("FT-5114", nameof(DatabaseSchemaMissing), "5.3.5",
        "The database is empty.", "Run foreign-transport schema upgrade, or start a server: it creates the schema in an empty database.");

    public static readonly ErrorEntry DatabaseSchemaOutdated = new("FT-5115", nameof(DatabaseSchemaOutdated), "5.3.5",
        "The database was written by an older release of the schema.",
        "Make a backup, then run foreign-transport schema upgrade with the configuration of this server.");

    public static readonly ErrorEntry DatabaseSchemaNewer = new("FT-5116", nameof(DatabaseSchemaNewer), "5.3.5",
        "The database was upgraded by a newer release than this one.", "Run that release on this server as well; a schema is not taken back.");

    public static readonly ErrorEntry DatabaseUnsuitable = new("FT-5117", nameof(DatabaseUnsuitable), "5.3.5",
        "The PostgreSQL server cannot keep what this product promises.",
        "Use PostgreSQL 15 or later, connect to the primary server, and leave synchronous_commit on for this account and database.");

    public static readonly ErrorEntry DatabaseUnavailable = new("FT-6013", nameof(DatabaseUnavailable), "4.3.0",
        "PostgreSQL cannot be reached, or has ended the session.",
        "Start it and check host, port and network; a running server goes on by itself when it is there again, one that starts ends and is to be started again.");

    public static readonly ErrorEntry DatabaseBusy = new("FT-6014", nameof(DatabaseBusy), "4.3.0",
        "PostgreSQL did not answer in time, or has no connection or lock left to give.",
        "Look for long transactions in pg_stat_activity, and give max_connections 50 for each transport server; a running server tries again by itself, one that starts ends and is to be started again.");

    public static readonly ErrorEntry DatabaseFull = new("FT-6015", nameof(DatabaseFull), "4.3.1",
        "PostgreSQL has no room for more.", "Free space on the volume of the database; the server goes on by itself.");

    public static readonly ErrorEntry DatabaseAccessDenied = new("FT-6016", nameof(DatabaseAccessDenied), "4.3.5",
        "PostgreSQL refuses the account, its password or its database.",
        "Correct database.connection-string, create the database, and make the account its owner.");

    public static readonly ErrorEntry DatabaseDamaged = new("FT-6017", nameof(DatabaseDamaged), "4.3.0",
        "PostgreSQL reports damaged data.", "Stop all transport servers, check the disk, and restore the database from a backup.");

    public static readonly ErrorEntry DatabaseFailed = new("FT-6018", nameof(DatabaseFailed), "4.3.0",
        "PostgreSQL refused a statement.", "See the detail and the log of PostgreSQL for its reason; the server tries again by itself.");
}
