namespace ForeignTransport.Core.Errors;

/// <remarks>FT-630x: message tracking.</remarks>
public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry TrackingStoreUnavailable = new("FT-6300", nameof(TrackingStoreUnavailable), "4.3.0",
        "The message tracking log cannot be read or written. Mail goes on.",
        "See the detail for the reason; check the database, or the volume and the owner of tracking.db. The server tries again by itself.");

    public static readonly ErrorEntry TrackingRowsDropped = new("FT-6301", nameof(TrackingRowsDropped), "4.3.1",
        "Rows of the message tracking log were dropped, because they could not be written for so long that there was no room for more.",
        "Make the database or the volume of tracking.db work again. What a partition journals after its last snapshot is recorded again when it is restarted.");

    public static readonly ErrorEntry TrackingStoreSchemaUnknown = new("FT-6302", nameof(TrackingStoreSchemaUnknown), "5.3.5",
        "The file of the message tracking log was written by a different version of the schema.",
        "Run the release that wrote it, or move tracking.db away: the server makes a new one.");

    public static readonly ErrorEntry TrackingFileUnwritable = new("FT-6303", nameof(TrackingFileUnwritable), "4.3.0",
        "A file of the message tracking log cannot be written; its rows are in the table all the same.",
        "Give the account of the server permission to write to MessageTrackingLogPath, or free space there.");

    public static readonly ErrorEntry TrackingFileUndeletable = new("FT-6304", nameof(TrackingFileUndeletable), "4.3.0",
        "A file of the message tracking log is due for deletion and cannot be deleted; new ones are written all the same.",
        "Delete it, or give the account of the server permission to. It is tried again every five minutes.");
}
