namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry InvalidSmtpAddress = new("FT-1001", nameof(InvalidSmtpAddress), "5.1.3",
        "The text is not an SMTP address.", "Use local-part@domain, at most 571 characters.");
}
