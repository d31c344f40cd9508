namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry InvalidParameter = new("FT-5001", nameof(InvalidParameter), "5.3.5",
        "A parameter was given text that is not of its type.", "Give a value of the form that the message names.");

    public static readonly ErrorEntry ParameterOutOfRange = new("FT-5002", nameof(ParameterOutOfRange), "5.3.5",
        "A parameter was given a value outside its range.", "Give a value within the range that the message names.");

    public static readonly ErrorEntry UnknownParameter = new("FT-5003", nameof(UnknownParameter), "5.3.5",
        "The object has no parameter of that name.", "Check the spelling; the reference of parameters lists every name.");

    public static readonly ErrorEntry ObjectNotFound = new("FT-5004", nameof(ObjectNotFound), "5.3.5",
        "No object has that identity.", "List the objects with the Get- cmdlet and use a name or GUID that it shows.");

    public static readonly ErrorEntry NameInUse = new("FT-5005", nameof(NameInUse), "5.3.5",
        "Another object of the same kind already has that name.", "Choose another name, or change the existing object.");

    public static readonly ErrorEntry DirectoriesOverlap = new("FT-5006", nameof(DirectoriesOverlap), "5.3.5",
        "The Pickup and Replay directories of a server are the same directory, or one lies inside the other.",
        "Give each a directory of its own.");

    public static readonly ErrorEntry DefaultDomainRequired = new("FT-5007", nameof(DefaultDomainRequired), "5.3.5",
        "The change would leave the organization without its default accepted domain.",
        "Make another accepted domain the default first.");

    public static readonly ErrorEntry InvalidDefaultDomain = new("FT-5008", nameof(InvalidDefaultDomain), "5.3.5",
        "The default accepted domain must be one plain domain; addresses and message ids are built from it.",
        "Make exactly one domain without a wildcard the default.");

    public static readonly ErrorEntry ServerInUse = new("FT-5009", nameof(ServerInUse), "5.3.5",
        "The server is still a source server of a connector.", "Remove it from SourceTransportServers of that connector first.");

    public static readonly ErrorEntry InvalidOrganizationFile = new("FT-5010", nameof(InvalidOrganizationFile), "5.3.5",
        "The organization file cannot be read.", "Correct the place that the JSON path names; nothing was changed.");

    public static readonly ErrorEntry MissingParameter = new("FT-5011", nameof(MissingParameter), "5.3.5",
        "A required parameter is missing or empty.", "Give the parameter that the message names.");

    public static readonly ErrorEntry InvalidSize = new("FT-5012", nameof(InvalidSize), "5.3.5",
        "The text is not a size.", "Write a number and a unit, as in 10MB, 1.5 GB or 65536; units are B, KB, MB, GB and TB of 1024.");

    public static readonly ErrorEntry InvalidTimeSpan = new("FT-5013", nameof(InvalidTimeSpan), "5.3.5",
        "The text is not a time span.", "Write dd.hh:mm:ss; the days may be left out, as in 00:15:00.");

    public static readonly ErrorEntry ObjectChanged = new("FT-5020", nameof(ObjectChanged), "5.3.5",
        "Somebody changed the object after it was read.", "Read it again, and decide on what it is now.");
}
