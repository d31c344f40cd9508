using Akka.Configuration;

namespace ForeignTransport.Transport.Configuration;

/// <summary>
/// Everything a server knows before it has joined its cluster. Read once, at start, by <see cref="NodeConfigurationLoader"/>;
/// immutable. What all servers share (connectors, limits, accepted domains) is organization configuration and lives in the cluster.
/// </summary>
/// <param name="ServerName">This server among the servers of the organization.</param>
/// <param name="Fqdn">What it calls itself towards other mail systems.</param>
/// <param name="DataDirectory">Its folder, as an absolute path.</param>
/// <param name="OrganizationFile">What fills an empty organization, as an absolute path; null for nothing.</param>
/// <param name="Database">The one database of the cluster.</param>
/// <param name="Http">Where it answers over HTTP.</param>
/// <param name="Cluster">Its place in the cluster.</param>
/// <param name="WindowsPaths">What Windows paths mean on Unix.</param>
/// <param name="Pickup">How it looks after Pickup and Replay.</param>
/// <param name="Delivery">How much is delivered at a time.</param>
/// <param name="Storage">Its message store.</param>
/// <param name="BackPressure">When it takes in nothing new.</param>
/// <param name="AkkaOverrides">The <c>akka</c> section of the file, to be put before the product's own settings; empty without a file.</param>
public sealed record NodeConfiguration(
    string ServerName,
    string Fqdn,
    string DataDirectory,
    string? OrganizationFile,
    DatabaseOptions Database,
    HttpOptions Http,
    ClusterOptions Cluster,
    WindowsPathOptions WindowsPaths,
    PickupOptions Pickup,
    DeliveryOptions Delivery,
    StorageOptions Storage,
    BackPressureOptions BackPressure,
    Config AkkaOverrides)
{
    public static readonly NodeOption<string> ServerNameOption = new("server-name", OptionForms.ServerName)
    {
        Default = "Hub01",
        Meaning = "Name of this server in the organization, unique among its servers.",
        Why = "Connectors name their source transport servers by it, so it must survive a move to another machine.",
    };

    public static readonly NodeOption<string> FqdnOption = new("fqdn", OptionForms.HostName)
    {
        Default = "<machine name>",
        Meaning = "The name this server gives itself in Received headers, in delivery status notifications and in SMTP greetings.",
        Why = "Receivers judge mail by it: set it to a name that resolves to this server.",
    };

    public static readonly NodeOption<string> DataDirectoryOption = new("data-directory", OptionForms.Path)
    {
        Default = "data",
        Meaning = "Folder of this server: Pickup, Replay, Drop directories that have no path of their own, and the SQLite file.",
        Why = "One folder to create, back up and protect. It must be on a local disk that keeps what it has flushed.",
    };

    public static readonly NodeOption<string> OrganizationFileOption = new("organization-file", OptionForms.Path)
    {
        Default = "<none>",
        Meaning = "JSON file with connectors and limits that fills an organization which is still empty.",
        Why = "A new installation, a demo or a test starts configured. Once the organization holds anything the file is not read.",
    };

    /// <summary>Its log files of message tracking.</summary>
    public TrackingOptions Tracking { get; init; } = TrackingOptions.Usual;

    internal static OptionGroup Group { get; } = new(
        string.Empty,
        "The server itself.",
        [ServerNameOption, FqdnOption, DataDirectoryOption, OrganizationFileOption]);

    /// <summary>Which server this is. Nothing more: the database and the Akka settings may hold passwords.</summary>
    public override string ToString() => $"{ServerName} ({Database.Provider}, {DataDirectory})";

    internal static NodeConfiguration Bind(OptionReader options, NodeConfigurationSources sources, Config akkaOverrides)
    {
        var dataDirectory = options.ReadPath(DataDirectoryOption, Path.GetFullPath(DataDirectoryOption.Default, sources.WorkingDirectory));
        return new(
            options.Read(ServerNameOption),
            options.Read(FqdnOption, sources.MachineName),
            dataDirectory,
            options.ReadOptionalPath(OrganizationFileOption),
            DatabaseOptions.Bind(options, dataDirectory),
            HttpOptions.Bind(options),
            ClusterOptions.Bind(options),
            WindowsPathOptions.Bind(options, dataDirectory),
            PickupOptions.Bind(options),
            DeliveryOptions.Bind(options),
            StorageOptions.Bind(options),
            BackPressureOptions.Bind(options),
            akkaOverrides)
        {
            Tracking = TrackingOptions.Bind(options)
        };
    }
}
