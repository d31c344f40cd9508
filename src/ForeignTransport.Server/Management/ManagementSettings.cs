using System.Collections.Immutable;
using System.Globalization;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.Management;

/// <summary>
/// The settings of Akka Management that this server honours, from the <c>akka.management</c> section, with their upstream names,
/// meanings and defaults. Where it listens is <c>foreign-transport.http.address</c>.
/// </summary>
/// <param name="BasePath">Prefix of every route, with a leading slash; empty for none.</param>
/// <param name="ReadOnly">True when nothing can be changed through these routes.</param>
/// <param name="ReadinessPath">Path of the readiness check, without a leading slash.</param>
/// <param name="LivenessPath">Path of the liveness check, without a leading slash.</param>
/// <param name="CheckTimeout">How long each health check may take.</param>
/// <param name="ReadyStates">The states of this member in which it is ready.</param>
public sealed record ManagementSettings(
    string BasePath,
    bool ReadOnly,
    string ReadinessPath,
    string LivenessPath,
    TimeSpan CheckTimeout,
    ImmutableHashSet<MemberStatus> ReadyStates)
{
    internal const string BasePathKey = "akka.management.http.base-path";
    internal const string ReadOnlyKey = "akka.management.http.route-providers-read-only";
    internal const string ReadinessPathKey = "akka.management.health-checks.readiness-path";
    internal const string LivenessPathKey = "akka.management.health-checks.liveness-path";
    internal const string CheckTimeoutKey = "akka.management.health-checks.check-timeout";
    internal const string ReadyStatesKey = "akka.management.cluster.health-check.ready-states";

    private const string Section = "akka.management";

    private static readonly string[] Keys = [BasePathKey, ReadOnlyKey, ReadinessPathKey, LivenessPathKey, CheckTimeoutKey, ReadyStatesKey];

    private static readonly TimeSpan LongestCheck = TimeSpan.FromMinutes(1);

    /// <summary>What holds without an <c>akka.management</c> section.</summary>
    public static ManagementSettings Default { get; } =
        new("", true, "ready", "alive", TimeSpan.FromSeconds(1), [MemberStatus.Up, MemberStatus.WeaklyUp]);

    /// <summary>The route of a path of these settings or of the contract.</summary>
    public string Route(string path) => $"{BasePath}/{path}";

    /// <summary>Reads the section out of the Akka settings of a node.</summary>
    /// <param name="akka">The <c>akka</c> section under its name; empty for defaults.</param>
    /// <param name="settings">The settings; where a value was wrong, the default.</param>
    /// <param name="errors">Everything that is wrong: a setting that is ignored in silence may be the one that was to protect.</param>
    public static bool TryRead(Config akka, out ManagementSettings settings, out ImmutableArray<TransportError> errors)
    {
        ArgumentNullException.ThrowIfNull(akka);
        var wrong = ImmutableArray.CreateBuilder<TransportError>();
        var section = akka.HasPath(Section) ? akka.GetValue(Section) : null;
        RefuseUnknown(section, Section, wrong);
        settings = new ManagementSettings(
            Read(BasePathKey, "segments of letters, digits, '-', '.', '_' and '~', separated by '/'", ParsePrefix, Default.BasePath),
            Read(ReadOnlyKey, "on or off", ParseSwitch, Default.ReadOnly),
            Read(ReadinessPathKey, "a path such as ready or health/ready", ParsePath, Default.ReadinessPath),
            Read(LivenessPathKey, "a path such as alive or health/alive", ParsePath, Default.LivenessPath),
            Read(CheckTimeoutKey, "a time from 1ms to 1m, for example 1s", ParseTimeout, Default.CheckTimeout),
            Read(ReadyStatesKey, $"a list of {string.Join(", ", Enum.GetNames<MemberStatus>())}", ParseStates, Default.ReadyStates));
        errors = wrong.ToImmutable();
        return errors.IsEmpty;

        T Read<T>(string key, string allowed, Func<HoconValue, T> parse, T @default)
        {
            if (!akka.HasPath(key))
            {
                return @default;
            }

            try
            {
                return parse(akka.GetValue(key));
            }
            catch (Exception cause) when (cause is FormatException or InvalidOperationException or ConfigurationException or OverflowException)
            {
                wrong.Add(ErrorCatalogue.InvalidOptionValue.With($"{key} must be {allowed}."));
                return @default;
            }
        }
    }

    private static void RefuseUnknown(HoconValue? value, string path, ImmutableArray<TransportError>.Builder errors)
    {
        if (value is not null && value.IsObject() && !Keys.Contains(path))
        {
            foreach (var (name, item) in value.GetObject().Items)
            {
                RefuseUnknown(item, $"{path}.{name}", errors);
            }
        }
        else if (value is not null && !Keys.Contains(path))
        {
            var hint = path is "akka.management.http.port" or "akka.management.http.hostname" or "akka.management.http.bind-port" or "akka.management.http.bind-hostname"
                ? $"the address is {HttpOptions.AddressOption.FullKey}."
                : NearestName.Find(path, Keys) is { } nearest ? $"did you mean {nearest}?" : $"known are {string.Join(", ", Keys)}.";
            errors.Add(ErrorCatalogue.UnknownOption.With($"{path} is not a setting of this server; {hint}"));
        }
    }

    private static string ParsePrefix(HoconValue value) => Text(value).Trim('/').Length == 0 ? "" : "/" + ParsePath(value);

    private static string ParsePath(HoconValue value)
    {
        var text = Text(value).Trim('/');
        return text.Split('/').All(segment =>
            segment.Length > 0 && segment is not ("." or "..") && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~')) ? text : throw new FormatException();
    }

    private static string Text(HoconValue value) => value.GetString() ?? throw new FormatException();

    private static bool ParseSwitch(HoconValue value) => Text(value).ToLowerInvariant() switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        _ => throw new FormatException(),
    };

    private static TimeSpan ParseTimeout(HoconValue value)
    {
        var time = value.GetTimeSpan(allowInfinite: false);
        return time >= TimeSpan.FromMilliseconds(1) && time <= LongestCheck ? time : throw new FormatException();
    }

    private static ImmutableHashSet<MemberStatus> ParseStates(HoconValue value)
    {
        var names = value.GetStringList();
        return names.Count > 0 ? [.. names.Select(ParseState)] : throw new FormatException();
    }

    /// <summary>By name alone: a number would be read as whatever status has it.</summary>
    private static MemberStatus ParseState(string name) =>
        !int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && Enum.TryParse<MemberStatus>(name, ignoreCase: true, out var status)
            ? status
            : throw new FormatException();
}
