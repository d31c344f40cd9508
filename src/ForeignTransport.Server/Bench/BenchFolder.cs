namespace ForeignTransport.Server.Bench;

/// <summary>
/// The directories of the servers under test, all on one file system: the data of each, the outbox that messages are offered from, and the
/// organization file that gives them one Foreign connector.
/// </summary>
internal sealed class BenchFolder
{
    /// <summary>The connector; its Drop directory bears its name.</summary>
    public const string Connector = "Bench Gateway";

    /// <summary>The name of a server that is alone.</summary>
    public const string ServerName = "Hub01";

    private static readonly string[] Left = [".eml", ".tmp"];

    private readonly string _root;

    /// <summary>Creates the folder's files for one server below an existing or new <paramref name="root"/>; its data directory stays absent.</summary>
    public BenchFolder(string root)
        : this(root, new BenchOrganization([ServerName]))
    {
    }

    /// <summary>Creates the folder's files below an existing or new <paramref name="root"/>; data directories stay absent.</summary>
    public BenchFolder(string root, BenchOrganization organization)
    {
        _root = root;
        Servers = organization.Servers;
        Outbox = Path.Combine(root, "outbox");
        OrganizationFile = Path.Combine(root, "organization.json");
        Directory.CreateDirectory(root);
        Shared = organization.Drop == DropSharing.Shared ? Path.Combine(root, Connector) : null;
        if (Shared is not null)
        {
            // An absolute Drop directory is the administrator's: no server creates it.
            Directory.CreateDirectory(Shared);
        }

        IsAbsolute = organization.Drop == DropSharing.OwnAbsolute;
        File.WriteAllText(OrganizationFile, organization.ToJson(Shared));
    }

    /// <summary>The source servers of the connector.</summary>
    public IReadOnlyList<string> Servers { get; }

    /// <summary>The data directory of the first server.</summary>
    public string Data => DataOf(Servers[0]);

    /// <summary>Where messages wait to be offered.</summary>
    public string Outbox { get; }

    /// <summary>The organization file.</summary>
    public string OrganizationFile { get; }

    /// <summary>The Pickup directory of the first server.</summary>
    public string Pickup => PickupOf(Servers[0]);

    /// <summary>The Replay directory of the first server.</summary>
    public string Replay => ReplayOf(Servers[0]);

    /// <summary>The connector's Drop directory on the first server.</summary>
    public string Drop => DropOf(Servers[0]);

    /// <summary>Every Drop directory of the connector: one that all share, or one a server.</summary>
    public IReadOnlyList<string> Drops => [.. Servers.Select(DropOf).Distinct()];

    /// <summary>The data directory of a server.</summary>
    public string DataOf(string server) => Path.Combine(_root, Servers.Count == 1 ? "data" : server.ToLowerInvariant());

    /// <summary>The Pickup directory of a server.</summary>
    public string PickupOf(string server) => Path.Combine(DataOf(server), "pickup");

    /// <summary>The Replay directory of a server.</summary>
    public string ReplayOf(string server) => Path.Combine(DataOf(server), "replay");

    /// <summary>The connector's Drop directory on a server.</summary>
    public string DropOf(string server) => Shared
        ?? (IsAbsolute ? Path.Combine(DataOf(server), "drives", "c", Connector) : Path.Combine(DataOf(server), Connector));

    /// <summary>The file that the output of a server is kept in, where it is.</summary>
    public string LogOf(string server) => Path.Combine(_root, server.ToLowerInvariant() + ".log");

    /// <summary>The directory that takes messages of a form.</summary>
    public string Target(SubmissionForm form) => form == SubmissionForm.Pickup ? Pickup : Replay;

    /// <summary>True when no file waits in Pickup or Replay of any server, claimed or not.</summary>
    public bool IsSubmissionEmpty() => !Submissions().Any(path => Left.Contains(Path.GetExtension(path)));

    /// <summary>What should not be in Pickup or Replay once every message has been delivered.</summary>
    public IReadOnlyList<DeliveryFault> Leftovers()
    {
        var faults = new List<DeliveryFault>();
        foreach (var path in Submissions())
        {
            var name = Path.GetFileName(path);
            var extension = Path.GetExtension(path);
            if (extension == ".bad")
            {
                var reason = path + ".reason";
                var why = File.Exists(reason) ? File.ReadLines(reason).FirstOrDefault() : "no reason given";
                faults.Add(new DeliveryFault(DeliveryFaultKind.BadMail, -1, $"{name}: {why}"));
            }
            else if (Left.Contains(extension))
            {
                faults.Add(new DeliveryFault(DeliveryFaultKind.LeftBehind, -1, path));
            }
        }

        return faults;
    }

    private string? Shared { get; }

    private bool IsAbsolute { get; }

    private IEnumerable<string> Submissions() =>
        Servers.SelectMany(server => new[] { PickupOf(server), ReplayOf(server) }).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles);
}
