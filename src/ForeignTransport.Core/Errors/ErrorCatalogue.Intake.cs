namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry SubmissionFileUnreadable = new("FT-3101", nameof(SubmissionFileUnreadable), "4.3.0",
        "A file in a Pickup or Replay directory cannot be opened or read.",
        "Give the account of the server permission to read, rename and delete it; it is tried again at the next poll.");

    public static readonly ErrorEntry SubmissionFileNotRegular = new("FT-3102", nameof(SubmissionFileNotRegular), "4.3.0",
        "What looks like a message file is a link, a directory or a device.",
        "Remove it, or put the file itself there; links are never followed.");

    public static readonly ErrorEntry SubmissionFileTooLarge = new("FT-3103", nameof(SubmissionFileTooLarge), "4.3.0",
        "A file is larger than this server looks at.",
        "Remove it, or raise pickup.max-message-size; until then it stays untouched.");

    public static readonly ErrorEntry SubmissionDirectoryUnavailable = new("FT-3104", nameof(SubmissionDirectoryUnavailable), "4.3.0",
        "The Pickup or Replay directory cannot be used.",
        "Create it, give the account of the server permission, or mount it again; it is tried at each poll.");

    public static readonly ErrorEntry SubmissionDirectoriesOverlap = new("FT-3105", nameof(SubmissionDirectoriesOverlap), "4.3.5",
        "The Pickup and the Replay directory are the same directory, or one is inside the other.",
        "Give them separate directories; until then Replay is not looked at.");

    public static readonly ErrorEntry ClaimNotDeleted = new("FT-3106", nameof(ClaimNotDeleted), "4.3.0",
        "The file of a message that was accepted could not be deleted.",
        "Give the account of the server permission to delete in that directory. The file is never submitted again, and is deleted at the next start.");
}
