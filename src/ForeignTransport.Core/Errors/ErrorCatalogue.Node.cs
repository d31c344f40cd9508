namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry ConfigurationFileUnreadable = new("FT-5101", nameof(ConfigurationFileUnreadable), "5.3.5",
        "The configuration file cannot be read.", "Name an existing file with --config and let the service account read it.");

    public static readonly ErrorEntry ConfigurationFileMalformed = new("FT-5102", nameof(ConfigurationFileMalformed), "5.3.5",
        "The configuration file is not HOCON that this server can read.",
        "Close every brace and quote, and put values that contain ':' or '=' in double quotes.");

    public static readonly ErrorEntry UnknownOption = new("FT-5103", nameof(UnknownOption), "5.3.5",
        "The configuration names an option that does not exist.", "Correct the spelling or remove the line; the options reference lists all keys.");

    public static readonly ErrorEntry InvalidOptionValue = new("FT-5104", nameof(InvalidOptionValue), "5.3.5",
        "The value of an option does not have the allowed form.", "Write the value in the form that the message names.");

    public static readonly ErrorEntry MissingOption = new("FT-5105", nameof(MissingOption), "5.3.5",
        "An option that the other options make necessary is not set.", "Set the option that the message names.");

    public static readonly ErrorEntry UnprotectedHttpAddress = new("FT-5106", nameof(UnprotectedHttpAddress), "5.7.1",
        "The HTTP address can be reached from other machines and no authentication is configured.",
        "Keep http.address on the loopback interface, or configure authentication first.");

    public static readonly ErrorEntry UnknownEnvironmentVariable = new("FT-5107", nameof(UnknownEnvironmentVariable), "5.3.5",
        "An environment variable looks like an option of this server and is none; it is ignored.",
        "Correct its name, or ignore this warning when the variable belongs to something else.");

    public static readonly ErrorEntry DatabaseProviderUnavailable = new("FT-5113", nameof(DatabaseProviderUnavailable), "5.3.5",
        "This release stores its state in SQLite only.",
        "Set database.provider to sqlite, or leave it out; several servers on a PostgreSQL database come with a later release.");

    public static readonly ErrorEntry DataDirectoryInUse = new("FT-5108", nameof(DataDirectoryInUse), "4.3.0",
        "Another server is running on the data directory.",
        "Stop the other server, or give each server a data directory of its own; servers that shall share work share a PostgreSQL database.");

    public static readonly ErrorEntry DataDirectoryUnusable = new("FT-5109", nameof(DataDirectoryUnusable), "4.3.0",
        "The data directory cannot be created or written.",
        "Let the account of the server create and write the directory, or name another one with --data.");

    public static readonly ErrorEntry PartitionCountChanged = new("FT-5110", nameof(PartitionCountChanged), "5.3.5",
        "The number of partitions differs from the one that the messages in the database were accepted with.",
        "Set cluster.partitions back, start, let all queues become empty, stop, and change it then.");

    public static readonly ErrorEntry ClusterAddressUnavailable = new("FT-5111", nameof(ClusterAddressUnavailable), "4.3.0",
        "The server cannot listen on its cluster address.",
        "Give it a port that no other program uses and a host name of this machine: cluster.port, cluster.hostname.");

    public static readonly ErrorEntry StateNotRecovered = new("FT-5112", nameof(StateNotRecovered), "4.3.0",
        "The configuration of the organization could not be read from the database.",
        "See the log for the cause; a damaged database file is restored from a backup, one of a newer release needs that release.");
}
