using Microsoft.Data.Sqlite;
using Npgsql;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Configuration;

/// <summary>The one database of the cluster.</summary>
public sealed record DatabaseOptions(DatabaseProvider Provider, string ConnectionString)
{
    public static readonly NodeOption<DatabaseProvider> ProviderOption = new("database.provider", OptionForms.OneOf<DatabaseProvider>())
    {
        Default = "sqlite",
        Meaning = "The database that holds the journal, message content, tracking and the lease.",
        Why = "A file needs nothing installed and serves one server. Two or more servers share their queues through PostgreSQL.",
    };

    public static readonly NodeOption<string> ConnectionStringOption = new("database.connection-string", OptionForms.ConnectionString)
    {
        Default = "<data-directory>/foreign-transport.db for sqlite; none for postgresql",
        Meaning = "How to reach the database.",
        Why = "Holds a password as a rule: give it in the environment rather than in a file. It is shown in no log and no error.",
        IsSecret = true,
    };

    internal static OptionGroup Group { get; } =
        new("database", "The one database of the cluster.", [ProviderOption, ConnectionStringOption]);

    internal static DatabaseOptions Bind(OptionReader options, string dataDirectory)
    {
        var provider = options.Read(ProviderOption);
        var connectionString = options.Read(ConnectionStringOption, derived: string.Empty);
        if (connectionString.Length > 0)
            CheckKeywords(options, provider, connectionString);
        else if (provider == DatabaseProvider.Sqlite)
            connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "foreign-transport.db") }.ConnectionString;
        else if (!options.IsSet(ConnectionStringOption))
            options.Refuse(
                ErrorCatalogue.MissingOption,
                $"{ConnectionStringOption.FullKey} is needed because {options.Describe(ProviderOption)}. "
                + "Example: Host=db;Database=foreign_transport;Username=hub;Password=...");

        return new(provider, connectionString);
    }

    /// <summary>The connection string is left out: it may hold a password.</summary>
    public override string ToString() => $"{nameof(DatabaseOptions)} {{ {nameof(Provider)} = {Provider} }}";

    private static void CheckKeywords(OptionReader options, DatabaseProvider provider, string connectionString)
    {
        try
        {
            _ = provider == DatabaseProvider.Sqlite
                ? new SqliteConnectionStringBuilder(connectionString).ConnectionString
                : new NpgsqlConnectionStringBuilder(connectionString).ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            // The drivers' messages name the keyword, never its value.
            options.Refuse(ErrorCatalogue.InvalidOptionValue, $"{options.Describe(ConnectionStringOption)} must be {ConnectionStringOption.Allowed}: {e.Message}");
        }
    }
}
