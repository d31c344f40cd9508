namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry InvalidDropDirectory = new("FT-2001", nameof(InvalidDropDirectory), "4.3.5",
        "The Drop directory is not a usable path.",
        "Use a name below the root, a full local path or a UNC path, without '..' that leaves the root.");

    public static readonly ErrorEntry InvalidDropDirectoryCombination = new("FT-2002", nameof(InvalidDropDirectoryCombination), "4.3.5",
        "The connector's Drop directory is absolute while a source server has a RootDropDirectoryPath.",
        "Make DropDirectory relative, or clear RootDropDirectoryPath on that server.");

    public static readonly ErrorEntry WindowsPathNotMapped = new("FT-2003", nameof(WindowsPathNotMapped), "4.3.5",
        "A Windows path was given on a system that has no such paths, and their mapping is switched off.",
        "Give a path of this system, or switch the windows-paths mapping on.");

    public static readonly ErrorEntry DropDirectoryIsIntake = new("FT-2004", nameof(DropDirectoryIsIntake), "5.3.5",
        "The Drop directory of a connector is the Pickup or Replay directory of one of its source servers: every file would come back.",
        "Give the connector another DropDirectory.");

    public static readonly ErrorEntry AddressSpaceRequired = new("FT-2005", nameof(AddressSpaceRequired), "5.3.5",
        "A connector without an address space serves nobody.", "Give at least one entry in AddressSpaces.");

    public static readonly ErrorEntry DuplicateAddressSpace = new("FT-2006", nameof(DuplicateAddressSpace), "5.3.5",
        "The connector lists the same address space twice; the cost does not tell them apart.", "Keep one of the two entries.");

    public static readonly ErrorEntry SourceServerRequired = new("FT-2007", nameof(SourceServerRequired), "5.3.5",
        "A connector needs at least one source server to write its files.", "Give at least one server in SourceTransportServers.");

    public static readonly ErrorEntry DuplicateSourceServer = new("FT-2008", nameof(DuplicateSourceServer), "5.3.5",
        "The connector lists the same source server twice.", "Keep one of the two entries.");

    public static readonly ErrorEntry ScopedConnectorSpansSites = new("FT-2009", nameof(ScopedConnectorSpansSites), "5.3.5",
        "A scoped connector has source servers in more than one site.",
        "List source servers of one site only, or make the connector unscoped.");
}
