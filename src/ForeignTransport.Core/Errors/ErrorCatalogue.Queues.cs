namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry DropFileNotPublished = new("FT-4001", nameof(DropFileNotPublished), "4.4.0",
        "A staged drop file could not be given its final name.",
        "See the log of the source server; the file is complete in the staging directory and is published at the next retry.");

    public static readonly ErrorEntry ConnectorDoesNotAnswer = new("FT-4002", nameof(ConnectorDoesNotAnswer), "4.4.1",
        "A connector did not answer for a long time.",
        "Look for a hanging network share or disk on the source server; the delivery is tried again by itself.");
}
