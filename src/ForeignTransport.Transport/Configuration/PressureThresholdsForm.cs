using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.BackPressure;

namespace ForeignTransport.Transport.Configuration;

/// <summary>The form of thresholds: the four values of one resource.</summary>
internal static class PressureThresholdsForm
{
    private const string Automatic = "auto";

    /// <summary>The form of a resource whose defaults these are: what is not written, its history and the meaning of auto, is taken from them.</summary>
    public static OptionForm<PressureThresholds> Of(PressureThresholds defaults)
    {
        var mayBeAutomatic = IsAutomatic(defaults);
        return new(
            "four whole numbers MEDIUM, HIGH, HIGH-TO-MEDIUM, MEDIUM-TO-LOW (reached from below, then fallen to), where MEDIUM-TO-LOW < MEDIUM <= HIGH-TO-MEDIUM < HIGH"
                + (mayBeAutomatic ? $"; HIGH may be {Automatic}" : ""),
            (string text, [MaybeNullWhen(false)] out PressureThresholds value) => TryRead(text, defaults, out value));
    }

    private static bool IsAutomatic(PressureThresholds thresholds) => thresholds.KeepsFree is not null || thresholds.Most is not null;

    private static bool TryRead(string text, PressureThresholds defaults, [MaybeNullWhen(false)] out PressureThresholds value)
    {
        value = null;
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length != 4)
        {
            return false;
        }

        var isAutomatic = parts[1] == Automatic && IsAutomatic(defaults);
        if (!TryReadNumber(parts[0], out var lowToMedium)
            || (!TryReadNumber(parts[1], out var mediumToHigh) && !isAutomatic)
            || !TryReadNumber(parts[2], out var highToMedium)
            || !TryReadNumber(parts[3], out var mediumToLow))
        {
            return false;
        }

        value = defaults with { LowToMedium = lowToMedium, HighToMedium = highToMedium, MediumToLow = mediumToLow };
        if (!isAutomatic)
        {
            value = value with { MediumToHigh = mediumToHigh, KeepsFree = null, Most = null };
        }

        return value.IsOrdered;
    }

    private static bool TryReadNumber(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= int.MaxValue;
}
