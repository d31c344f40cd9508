using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace ForeignTransport.Transport.Configuration;

/// <summary>The forms that options take. Each states in words what it reads, so that errors and documentation cannot differ from it.</summary>
public static class OptionForms
{
    /// <summary>A server's name as Exchange writes it: one DNS label. It becomes part of file names, so nothing else is let in.</summary>
    public static OptionForm<string> ServerName { get; } = Form(
        "1 to 63 letters, digits and hyphens, beginning and ending with a letter or digit",
        IsLabel);

    public static OptionForm<string> HostName { get; } = Form("a host name or an IP address", IsHostName);

    public static OptionForm<ImmutableArray<string>> HostNames { get; } = new(
        "host names or IP addresses, separated by commas",
        (string text, out ImmutableArray<string> value) =>
        {
            value = [.. text.Split(',', StringSplitOptions.TrimEntries)];
            return value.All(IsHostName);
        });

    public static OptionForm<string> Path { get; } = Form(
        "a path; a relative one starts at the folder of the configuration file, or at the working directory when given elsewhere",
        text => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl));

    public static OptionForm<string> ConnectionString { get; } = Form(
        "an ADO.NET connection string of the provider",
        text => !string.IsNullOrWhiteSpace(text));

    public static OptionForm<string> Text { get; } = Form(
        "text without control characters",
        text => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl));

    public static OptionForm<ImmutableArray<string>> Texts { get; } = new(
        "texts without control characters, separated by commas",
        (string text, out ImmutableArray<string> value) =>
        {
            value = [.. text.Split(',', StringSplitOptions.TrimEntries)];
            return value.All(item => item.Length > 0 && !item.Any(char.IsControl));
        });

    /// <summary>An OpenID Connect issuer (OpenID Connect Discovery 1.0 section 3). Without TLS only on this machine: whoever answers in its place lets himself in.</summary>
    public static OptionForm<Uri> Authority { get; } = new(
        "an https URL without query and fragment (http on localhost only)",
        (string text, [MaybeNullWhen(false)] out Uri value) =>
            Uri.TryCreate(text, UriKind.Absolute, out value)
            && (value.Scheme == Uri.UriSchemeHttps || (value.Scheme == Uri.UriSchemeHttp && value.IsLoopback))
            && value.Query.Length == 0 && value.Fragment.Length == 0 && value.UserInfo.Length == 0);

    public static OptionForm<string> Password { get; } = Form("text without control characters", text => !text.Any(char.IsControl));

    public static OptionForm<ListenAddress> ListenAddress { get; } = new(
        "ADDRESS:PORT, an IP address (IPv6 in brackets) or localhost, and a port from 0 to 65535 (0 takes a free one)",
        Configuration.ListenAddress.TryParse);

    public static OptionForm<SeedNodes> SeedNodes { get; } = new(
        "none, or HOST:PORT of each server, separated by commas",
        Configuration.SeedNodes.TryParse);

    public static OptionForm<bool> OnOff { get; } = new(
        "on or off",
        (string text, out bool value) =>
        {
            value = text is "on" or "true";
            return value || text is "off" or "false";
        });

    /// <summary>Units are those of HOCON: ms, s, m, h, d. A number alone is refused: its unit would be a guess.</summary>
    public static OptionForm<TimeSpan> Duration(TimeSpan from, TimeSpan to) => new(
        string.Create(CultureInfo.InvariantCulture, $"a duration from {DurationText(from)} to {DurationText(to)}, written 500ms, 5s, 2m, 1h or 1d"),
        (string text, out TimeSpan value) => TryReadDuration(text, out value) && value >= from && value <= to);

    /// <summary>Units are those of Exchange: 1 KB is 1024 bytes. A number alone is bytes.</summary>
    public static OptionForm<long> ByteSize(long from, long to) => new(
        string.Create(CultureInfo.InvariantCulture, $"a size from {SizeText(from)} to {SizeText(to)}, written 64KB, 8MB or 1GB (1 KB = 1024 bytes); a number alone is bytes"),
        (string text, out long value) => TryReadByteSize(text, out value) && value >= from && value <= to);

    public static OptionForm<int> Integer(int from, int to) => new(
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"),
        (string text, out int value) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= from && value <= to);

    /// <summary>One of the names of an enumeration, in lower case.</summary>
    public static OptionForm<T> OneOf<T>()
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant(), StringComparer.Ordinal);
        return new(string.Join(" or ", names.Keys), names.TryGetValue);
    }

    private static OptionForm<string> Form(string allowed, Func<string, bool> accepts) => new(
        allowed,
        (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return accepts(text);
        });

    private static bool IsHostName(string text) =>
        IPAddress.TryParse(text, out _) || (text.Length is > 0 and <= 253 && text.Split('.').All(IsLabel));

    private static bool IsLabel(string text) =>
        text.Length is > 0 and <= 63
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && text[0] != '-'
        && text[^1] != '-';

    private static bool TryReadDuration(string text, out TimeSpan value)
    {
        value = default;
        var (number, unit) = SplitUnit(text);
        TimeSpan? one = unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => null,
        };
        if (one is null
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > TimeSpan.MaxValue.Ticks / one.Value.Ticks)
            return false;

        value = one.Value * count;
        return true;
    }

    private static bool TryReadByteSize(string text, out long value)
    {
        value = 0;
        var (number, unit) = SplitUnit(text);
        var shift = unit.ToUpperInvariant() switch
        {
            "" or "B" => 0,
            "KB" => 10,
            "MB" => 20,
            "GB" => 30,
            _ => -1,
        };
        if (shift < 0 || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > long.MaxValue >> shift)
            return false;

        value = count << shift;
        return true;
    }

    private static (string Number, string Unit) SplitUnit(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return (text[..digits], text[digits..].Trim());
    }

    private static string DurationText(TimeSpan value) => value switch
    {
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => $"{(long)value.TotalHours}h",
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerMinute == 0 => $"{(long)value.TotalMinutes}m",
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerSecond == 0 => $"{(long)value.TotalSeconds}s",
        _ => $"{(long)value.TotalMilliseconds}ms",
    };

    private static string SizeText(long value) => value switch
    {
        > 0 when value % (1L << 30) == 0 => $"{value >> 30}GB",
        > 0 when value % (1L << 20) == 0 => $"{value >> 20}MB",
        > 0 when value % (1L << 10) == 0 => $"{value >> 10}KB",
        _ => $"{value}B",
    };
}
