namespace ForeignTransport.Core.Delivery;

/// <summary>Makes a diagnostic of what a gateway says about a failure. Whatever it says is text of unknown origin, and reaches senders.</summary>
public static class GatewayFailure
{
    /// <summary>Longest reason that is kept, in characters.</summary>
    public const int MaxReasonLength = 300;

    private const string Token = "GATEWAY.Failed";
    private const string NoReason = "the gateway did not deliver the message";

    /// <summary>
    /// <c>550 5.0.0 GATEWAY.Failed; reason</c>, on one line and bounded. A reason that begins with an enhanced status code of class 5, alone or after
    /// a reply code, keeps it.
    /// </summary>
    /// <param name="reason">The first line of the receipt; anything at all.</param>
    public static SmtpResponse Diagnose(string? reason)
    {
        var words = PrintableText.SingleLine(reason ?? "", MaxReasonLength);
        var status = new EnhancedStatusCode(5, 0, 0);
        if (SmtpResponse.TryParse(words, out var response) && response.Status is { IsPermanent: true } code)
        {
            return new SmtpResponse(550, code, Token, OrDefault(response.Words));
        }

        var blank = words.IndexOf(' ', StringComparison.Ordinal);
        if (EnhancedStatusCode.TryParse(blank < 0 ? words : words.AsSpan(0, blank), out var given))
        {
            status = given.IsPermanent ? given : status;
            words = blank < 0 ? "" : words[(blank + 1)..].TrimStart();
        }

        return new SmtpResponse(550, status, Token, OrDefault(words));
    }

    private static string OrDefault(string words) => words.Length == 0 ? NoReason : words;
}
