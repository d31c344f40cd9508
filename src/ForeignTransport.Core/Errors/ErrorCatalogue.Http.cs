namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry HttpAddressUnavailable = new("FT-5140", nameof(HttpAddressUnavailable), "4.3.0",
        "The server cannot listen on its HTTP address.",
        "Give it a port that no other program uses and an address of this machine: http.address, or --http on the command line.");

    public static readonly ErrorEntry ReadinessCheckBroken = new("FT-5141", nameof(ReadinessCheckBroken), "4.3.0",
        "A health check failed in a way that nobody foresaw.", "See the log for the cause, and report it.");

    public static readonly ErrorEntry InvalidRequest = new("FT-5170", nameof(InvalidRequest), "5.5.0",
        "The request cannot be understood.", "Send what the OpenAPI document of the server describes: /api/v1/openapi.json.");

    public static readonly ErrorEntry UnknownRoute = new("FT-5171", nameof(UnknownRoute), "5.5.0",
        "There is nothing at this address, or not by this method.", "See /api/v1/openapi.json for what there is.");

    public static readonly ErrorEntry UnsupportedContent = new("FT-5172", nameof(UnsupportedContent), "5.5.0",
        "The body is of a type that this route does not take.", "Send the Content-Type that the message names.");

    public static readonly ErrorEntry RequestTooLarge = new("FT-5173", nameof(RequestTooLarge), "5.5.0",
        "The request is larger than this route takes.", "Send less at a time.");

    public static readonly ErrorEntry RequestFailed = new("FT-5174", nameof(RequestFailed), "4.3.0",
        "The server failed in a way that nobody foresaw.", "See the log of the server for the cause, and report it. Whether anything was changed is in the audit log.");

    public static readonly ErrorEntry OrganizationAway = new("FT-5175", nameof(OrganizationAway), "4.3.0",
        "The configuration of the organization does not answer: its server is being replaced, or the database is away.",
        "Try again in a few seconds; the log of the servers tells what is missing.");

    public static readonly ErrorEntry OrganizationUnanswered = new("FT-5177", nameof(OrganizationUnanswered), "4.3.0",
        "The configuration of the organization did not say in time whether the change is made: its server died with the question, or the database is slow.",
        "Look at the object, and at the audit log, before you repeat the change.");
}
