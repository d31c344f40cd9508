namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry MessageStoreFull = new("FT-6001", nameof(MessageStoreFull), "4.3.1",
        "The message store has no room for more content.", "Free space on the volume of the data directory, or raise the store's limit.");

    public static readonly ErrorEntry MessageStoreBusy = new("FT-6002", nameof(MessageStoreBusy), "4.3.0",
        "Another process holds the lock of the message store.", "End the other process that has the store's file open; nothing but one server may write to it.");

    public static readonly ErrorEntry MessageStoreFailed = new("FT-6003", nameof(MessageStoreFailed), "4.3.0",
        "Reading or writing the message store failed.", "Check the volume of the data directory and the permissions of the store's file; the server tries again by itself.");

    public static readonly ErrorEntry MessageStoreDamaged = new("FT-6004", nameof(MessageStoreDamaged), "4.3.0",
        "A file of the database is damaged or is not a database.",
        "Stop the server, check the disk, and restore the file from a backup. Until then it takes no mail in and is not ready; restarting it changes nothing.");

    public static readonly ErrorEntry MessageStoreClosed = new("FT-6005", nameof(MessageStoreClosed), "4.3.2",
        "The message store is closed.", "Nothing: the server is stopping, and senders try again.");

    public static readonly ErrorEntry MessageStoreSchemaUnknown = new("FT-6006", nameof(MessageStoreSchemaUnknown), "4.3.5",
        "The message store was written by a different version of the schema.", "Run the release that wrote it, or upgrade the schema.");

    public static readonly ErrorEntry MessageBodyUnreadable = new("FT-6007", nameof(MessageBodyUnreadable), "4.3.0",
        "The file that holds a message's body could not be read to its end.", "Check whether the file was changed or removed while it was taken in.");

    public static readonly ErrorEntry JournalUnavailable = new("FT-6011", nameof(JournalUnavailable), "4.3.0",
        "The journal cannot be read or written.",
        "Free space on the volume of the database and see that no other program locks it; the server tries again by itself and takes no mail in meanwhile.");

    public static readonly ErrorEntry NotificationNotWritten = new("FT-6012", nameof(NotificationNotWritten), "4.3.0",
        "Delivery status notifications cannot be written now; they stay owed.",
        "See the detail for the cause; the server tries again by itself.");

    public static readonly ErrorEntry FileNotFound = new("FT-6020", nameof(FileNotFound), "4.3.0",
        "The file or its directory does not exist.", "Nothing if the file was consumed in the meantime; otherwise create the directory.");

    public static readonly ErrorEntry FileAccessDenied = new("FT-6021", nameof(FileAccessDenied), "4.3.0",
        "The server's account may not open the file.", "Grant the account read and write permission to the directory and its files.");

    public static readonly ErrorEntry FileIsLink = new("FT-6022", nameof(FileIsLink), "4.3.0",
        "The name is a symbolic link, which is never followed.", "Replace the link by the file that it names.");

    public static readonly ErrorEntry FileFailed = new("FT-6023", nameof(FileFailed), "4.3.0",
        "The file system refused the operation.", "See the detail for the system's reason; check space, quota and permissions.");
}
