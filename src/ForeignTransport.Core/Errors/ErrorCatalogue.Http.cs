namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry HttpAddressUnavailable = new("FT-5140", nameof(HttpAddressUnavailable), "4.3.0",
        "The server cannot listen on its HTTP address.",
        "Give it a port that no other program uses and an address of this machine: http.address, or --http on the command line.");

    public static readonly ErrorEntry ReadinessCheckBroken = new("FT-5141", nameof(ReadinessCheckBroken), "4.3.0",
        "A health check failed in a way that nobody foresaw.", "See the log for the cause, and report it.");
}
