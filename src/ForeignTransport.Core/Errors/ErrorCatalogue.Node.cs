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
}
