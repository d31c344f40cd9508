namespace ForeignTransport.Transport.Configuration;

/// <summary>This server as a member of the cluster.</summary>
public sealed record ClusterOptions(string Name, string HostName, int Port, int Partitions, SeedNodes SeedNodes, TimeSpan PauseLimit)
{
    /// <summary>TLS towards the other servers.</summary>
    public ClusterTlsOptions Tls { get; init; } = ClusterTlsOptions.Off;

    public static readonly NodeOption<string> NameOption = new("cluster.name", OptionForms.ServerName)
    {
        Default = "foreign-transport",
        Meaning = "Name of the cluster and of its actor system; equal on all its servers.",
        Why = "Members of different names refuse each other, so two clusters on one network cannot merge by mistake.",
    };

    public static readonly NodeOption<string> HostNameOption = new("cluster.hostname", OptionForms.HostName)
    {
        Default = "127.0.0.1",
        Meaning = "Name or address at which the other servers reach this one.",
        Why = "The default keeps a single server unreachable from outside. Set it on each server of a cluster.",
    };

    public static readonly NodeOption<int> PortOption = new("cluster.port", OptionForms.Integer(0, 65535))
    {
        Default = "0",
        Meaning = "TCP port for the other servers; 0 takes a free one at each start.",
        Why = "Servers find one another in the database, so the port need not be known beforehand. Set it where a firewall must let it through.",
    };

    public static readonly NodeOption<int> PartitionsOption = new("cluster.partitions", OptionForms.Integer(1, 1024))
    {
        Default = "16",
        Meaning = "Number of categorizer partitions; equal on all servers. A message's id decides its partition for life.",
        Why = "Few partitions share journal writes, many spread over more servers. Change it only while all queues are empty.",
    };

    public static readonly NodeOption<SeedNodes> SeedNodesOption = new("cluster.seed-nodes", OptionForms.SeedNodes)
    {
        Default = "none",
        Meaning = "Servers to ask for entry into the cluster, besides those that the database names.",
        Why = "Not needed: servers find one another in the database. It helps where a server is reached under another address than it gives itself.",
    };

    public static readonly NodeOption<TimeSpan> PauseLimitOption = new(
        "cluster.pause-limit", OptionForms.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)))
    {
        Default = "5s",
        Meaning = "A server of several that notices that it stood still for longer ends itself at once.",
        Why = "The others take over from a server that is silent for 6 s: it must not wake up and write into a directory what they have sent. "
            + "Raise it only together with akka.cluster.split-brain-resolver.stable-after.",
    };

    internal static OptionGroup Group { get; } = new(
        "cluster",
        "This server as a member of the cluster.",
        [NameOption, HostNameOption, PortOption, PartitionsOption, SeedNodesOption, PauseLimitOption]);

    internal static ClusterOptions Bind(OptionReader options) => new(
        options.Read(NameOption),
        options.Read(HostNameOption),
        options.Read(PortOption),
        options.Read(PartitionsOption),
        options.Read(SeedNodesOption),
        options.Read(PauseLimitOption))
    {
        Tls = ClusterTlsOptions.Bind(options),
    };
}
