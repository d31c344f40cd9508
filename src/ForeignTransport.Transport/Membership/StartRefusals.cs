using System.Collections.Immutable;
using Akka.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Serialization;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// What is wrong with an effective configuration, before anything is opened: settings with which a broken cluster would lose messages, repeat
/// them, or stop altogether. All at once, each with its key and what to change it to.
/// </summary>
internal static class StartRefusals
{
    private const string Resolver = "akka.cluster.split-brain-resolver";
    private const string LeaseMajority = $"{Resolver}.lease-majority";
    private const string Pause = "akka.cluster.failure-detector.acceptable-heartbeat-pause";
    private const string StableAfter = $"{Resolver}.stable-after";
    private const string SeedNodesKey = "akka.cluster.seed-nodes";
    private const string JournalPlugin = "akka.persistence.journal.plugin";
    private static readonly TimeSpan ShortestRelease = TimeSpan.FromDays(1);

    /// <summary>For servers of any kind.</summary>
    private static readonly ImmutableArray<Rule> Always =
    [
        new("akka.actor.serialization-settings.allow-unregistered-types", IsOff,
            "false: a message of an unknown type would be written as its .NET type, which no other release need understand"),
        new("akka.actor.serializers.json", (config, key) => NamesType(config, key, typeof(RefusingSerializer)),
            "the refusing serializer of this product: from JSON whoever reaches the port creates objects of any type"),
        new("akka.remote.dot-netty.tcp.tcp-reuse-addr", IsOff,
            "off: two servers would listen on one port, and each get a part of what is meant for the other"),
    ];

    /// <summary>For a server of several.</summary>
    private static readonly ImmutableArray<Rule> OfSeveral =
    [
        new("akka.cluster.downing-provider-class", (config, key) => NamesType(config, key, typeof(Akka.Cluster.SBR.SplitBrainResolverProvider)),
            "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster: nothing else asks the lease who goes on"),
        new("akka.cluster.auto-down-unreachable-after", IsOff, "off: both sides of a broken network would go on"),
        new("akka.cluster.run-coordinated-shutdown-when-down", IsOn, "on: a server that was downed would stay as it is, and serve nothing"),
        new("akka.cluster.min-nr-of-members", (config, key) => config.GetInt(key, 1) == 1, "1: a server could not start alone"),
        new($"{Resolver}.active-strategy", (config, key) => Text(config, key) == "lease-majority",
            "lease-majority: with two servers every other strategy stops the survivor of one of the two deaths"),
        new($"{LeaseMajority}.lease-implementation", IsSqlLease,
            "foreign-transport-lease: only the lease in the database fences a server before its work is taken over"),
        new($"{LeaseMajority}.release-after", (config, key) => config.GetTimeSpan(key, TimeSpan.Zero) >= ShortestRelease,
            "3650d: a server that wakes up after the lease was given back would go on beside the others"),
    ];

    /// <summary>Checks.</summary>
    /// <param name="effective">All settings of Akka.NET, as the actor system would get them.</param>
    /// <param name="node">The server's own.</param>
    /// <returns>Empty when the server may start.</returns>
    public static ImmutableArray<TransportError> Find(Config effective, NodeConfiguration node)
    {
        var several = node.Database.Provider != DatabaseProvider.Sqlite;
        var rules = several ? Always.AddRange(OfSeveral) : Always;
        return
        [
            .. rules.Where(rule => !rule.Holds(effective, rule.Key)).Select(rule => Unsafe(effective, rule.Key, rule.Must)),
            .. several ? FindOfSeveral(effective, node) : FindOfSingle(effective, node)
        ];
    }

    private static IEnumerable<TransportError> FindOfSeveral(Config effective, NodeConfiguration node)
    {
        var replayFilter = $"{Text(effective, JournalPlugin)}.replay-filter.mode";
        if (!IsOff(effective, replayFilter))
        {
            yield return Unsafe(effective, replayFilter, "off: events of a partition that moved to another server and back would be thrown away");
        }

        var role = MembershipHocon.ServerRolePrefix + node.ServerName;
        if (!effective.GetStringList("akka.cluster.roles", []).Contains(role))
        {
            yield return Unsafe(effective, "akka.cluster.roles", $"a list with \"{role}\", by which the other servers find this one");
        }

        // The failure detector adds to the pause it accepts, so a decision at the same time is later than the watchdog.
        var silence = effective.GetTimeSpan(Pause, TimeSpan.Zero) + effective.GetTimeSpan(StableAfter, TimeSpan.Zero);
        if (node.Cluster.PauseLimit > silence)
        {
            yield return ErrorCatalogue.UnsafeClusterSetting.With(
                $"{ClusterOptions.PauseLimitOption.FullKey} is {Seconds(node.Cluster.PauseLimit)} and must not be longer than {Pause} and {StableAfter} together, "
                + $"which are {Seconds(silence)}: a server would wake up from a pause after the others took its work over.");
        }
    }

    private static IEnumerable<TransportError> FindOfSingle(Config effective, NodeConfiguration node)
    {
        if (!node.Cluster.SeedNodes.IsEmpty)
        {
            yield return ErrorCatalogue.SingleServerDatabase.With(
                $"{ClusterOptions.SeedNodesOption.FullKey} names {node.Cluster.SeedNodes}, and {DatabaseOptions.ProviderOption.FullKey} is sqlite.");
        }

        if (effective.GetStringList(SeedNodesKey, []) is { Count: > 0 } seeds)
        {
            yield return ErrorCatalogue.SingleServerDatabase.With(
                $"{SeedNodesKey} names {string.Join(", ", seeds)}, and {DatabaseOptions.ProviderOption.FullKey} is sqlite.");
        }

        if (Text(effective, $"{LeaseMajority}.lease-implementation") is { Length: > 0 } lease)
        {
            yield return ErrorCatalogue.SingleServerDatabase.With(
                $"{LeaseMajority}.lease-implementation is {lease}, and {DatabaseOptions.ProviderOption.FullKey} is sqlite.");
        }
    }

    private static TransportError Unsafe(Config effective, string key, string must)
    {
        var now = !effective.HasPath(key) ? "not set"
            : effective.GetValue(key).IsArray() ? $"[{string.Join(", ", effective.GetStringList(key))}]"
            : $"\"{Text(effective, key)}\"";
        return ErrorCatalogue.UnsafeClusterSetting.With($"{key} is {now} and must be {must}.");
    }

    private static string Text(Config config, string key) => config.GetString(key, "") ?? "";

    private static bool IsOff(Config config, string key) => Text(config, key) is "off" or "false" or "no";

    private static bool IsOn(Config config, string key) => Text(config, key) is "on" or "true" or "yes";

    private static bool NamesType(Config config, string key, Type type) => Text(config, key).Split(',')[0].Trim() == type.FullName;

    private static bool IsSqlLease(Config config, string key) =>
        Text(config, key) is { Length: > 0 } path && NamesType(config, $"{path}.lease-class", typeof(SqlLease));

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###}s");

    private sealed record Rule(string Key, Func<Config, string, bool> Holds, string Must);
}
