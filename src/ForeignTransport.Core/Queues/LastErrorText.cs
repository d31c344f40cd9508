using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// The bracketed form in which queue views show a last error and tracking shows a failure:
/// <c>[{LED=451 4.4.0 ...};{MSG=};{FQDN=};{IP=};{LRT=}]</c>.
/// </summary>
/// <param name="LastError">LED: the answer, with its codes.</param>
/// <param name="Message">MSG: further text.</param>
/// <param name="RemoteName">FQDN of the remote host.</param>
/// <param name="RemoteAddress">IP of the remote host.</param>
/// <param name="LastRetryTime">LRT.</param>
public sealed record LastErrorText(
    string LastError,
    string Message = "",
    string RemoteName = "",
    string RemoteAddress = "",
    DateTimeOffset? LastRetryTime = null)
{
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The text for a catalogued failure; MSG carries its code and particulars, which only operators see.</summary>
    public static string Format(TransportError error, DateTimeOffset? lastRetryTime, string remoteName = "", string remoteAddress = "")
    {
        ArgumentNullException.ThrowIfNull(error);
        var led = SmtpResponse.For(error.Entry) with { Token = null };
        var message = error.Detail.Length == 0 ? "" : error.ToString();
        return new LastErrorText(led.ToString(), message, remoteName, remoteAddress, lastRetryTime).ToString();
    }

    /// <summary>The text for an answer.</summary>
    public static string Format(SmtpResponse response, DateTimeOffset? lastRetryTime = null, string remoteName = "", string remoteAddress = "")
    {
        ArgumentNullException.ThrowIfNull(response);
        return new LastErrorText(response.ToString(), "", remoteName, remoteAddress, lastRetryTime).ToString();
    }

    /// <summary>The bracketed form. Brackets and braces inside values become parentheses, line ends blanks: the form has no escapes.</summary>
    public override string ToString()
    {
        var time = LastRetryTime?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        return $"[{{LED={Clean(LastError)}}};{{MSG={Clean(Message)}}};{{FQDN={Clean(RemoteName)}}};{{IP={Clean(RemoteAddress)}}};{{LRT={time}}}]";
    }

    /// <summary>
    /// Reads the form whatever the order of its parts, which changed over the years; unknown parts are skipped, and a time in another
    /// format is taken as absent.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LastErrorText? error)
    {
        error = null;
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length < 4 || !text.StartsWith("[{", StringComparison.Ordinal) || !text.EndsWith("}]", StringComparison.Ordinal))
        {
            return false;
        }

        var parsed = new LastErrorText("");
        foreach (var part in text[2..^2].Split("};{"))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || part.AsSpan().ContainsAny("[]{}"))
            {
                return false;
            }

            var value = part[(equals + 1)..];
            parsed = part[..equals] switch
            {
                "LED" => parsed with { LastError = value },
                "MSG" => parsed with { Message = value },
                "FQDN" => parsed with { RemoteName = value },
                "IP" => parsed with { RemoteAddress = value },
                "LRT" => parsed with { LastRetryTime = ReadTime(value) },
                _ => parsed
            };
        }

        error = parsed;
        return true;
    }

    private static DateTimeOffset? ReadTime(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string Clean(string value) =>
        PrintableText.SingleLine(value, SmtpResponse.MaxTextLength)
            .Replace('[', '(').Replace(']', ')').Replace('{', '(').Replace('}', ')');
}
