using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ForeignTransport.Core.Tracking;

/// <summary>The name of a tracking log file: <c>MSGTRK2026100108-1.LOG</c> for an hour, <c>MSGTRK20261001-1.log</c> for a day.</summary>
/// <param name="Prefix">MSGTRK, MSGTRKMA, MSGTRKMD or MSGTRKMS.</param>
/// <param name="Period">Beginning of the hour or the day, UTC.</param>
/// <param name="IsHourly">An hour; else a day.</param>
/// <param name="Number">From 1 in each period.</param>
public sealed partial record TrackingFileName(string Prefix, DateTimeOffset Period, bool IsHourly, int Number)
{
    /// <summary>The prefix of the transport service, the only one that this product writes.</summary>
    public const string TransportPrefix = "MSGTRK";

    private const string Hour = "yyyyMMddHH";
    private const string Day = "yyyyMMdd";

    /// <summary>The name of a file that is begun now.</summary>
    public static TrackingFileName At(DateTimeOffset now, bool hourly, int number)
    {
        var utc = now.UtcDateTime;
        var period = new DateTimeOffset(utc.Year, utc.Month, utc.Day, hourly ? utc.Hour : 0, 0, 0, TimeSpan.Zero);
        return new TrackingFileName(TransportPrefix, period, hourly, number);
    }

    /// <summary>Reads a name of either form, in any case. False for a copy, a renamed file, anything else: such files are nobody's business.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TrackingFileName? name)
    {
        ArgumentNullException.ThrowIfNull(text);
        name = null;
        var match = Form().Match(text);
        if (!match.Success || !int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var period = match.Groups["period"].Value;
        var hourly = period.Length == Hour.Length;
        if (!DateTimeOffset.TryParseExact(period, hourly ? Hour : Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return false;
        }

        name = new TrackingFileName(match.Groups["prefix"].Value.ToUpperInvariant(), time, hourly, number);
        return true;
    }

    /// <summary>The name as current builds of Exchange write it for an hour, and as documents print it for a day.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{Period.UtcDateTime.ToString(IsHourly ? Hour : Day, CultureInfo.InvariantCulture)}-{Number}.{(IsHourly ? "LOG" : "log")}");

    [GeneratedRegex(
        @"^(?<prefix>MSGTRK(MA|MD|MS)?)(?<period>\d{8}|\d{10})-(?<number>\d{1,9})\.log\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
