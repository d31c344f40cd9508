namespace ForeignTransport.Server.Bench;

/// <summary>
/// The directories of one server under test, all on one file system: its data, the outbox that messages are offered from, and the
/// organization file that gives it one Foreign connector.
/// </summary>
internal sealed class BenchFolder
{
    /// <summary>The connector; its Drop directory bears its name.</summary>
    public const string Connector = "Bench Gateway";

    /// <summary>The server's name.</summary>
    public const string ServerName = "Hub01";

    private const string Organization =
        $$"""
        {
          "acceptedDomains": [
            { "name": "contoso.com", "domainName": "contoso.com", "domainType": "Authoritative", "isDefault": true }
          ],
          "foreignConnectors": [
            { "name": "{{Connector}}", "addressSpaces": ["FAX:*;1"], "sourceTransportServers": ["{{ServerName}}"] }
          ],
          "transportConfig": { "maxSendSize": "unlimited", "maxReceiveSize": "unlimited" }
        }
        """;

    private static readonly string[] Left = [".eml", ".tmp"];

    /// <summary>Creates the folder's files below an existing or new <paramref name="root"/>; the data directory stays absent.</summary>
    public BenchFolder(string root)
    {
        Data = Path.Combine(root, "data");
        Outbox = Path.Combine(root, "outbox");
        OrganizationFile = Path.Combine(root, "organization.json");
        Directory.CreateDirectory(root);
        File.WriteAllText(OrganizationFile, Organization);
    }

    /// <summary>The server's data directory.</summary>
    public string Data { get; }

    /// <summary>Where messages wait to be offered.</summary>
    public string Outbox { get; }

    /// <summary>The organization file.</summary>
    public string OrganizationFile { get; }

    /// <summary>The server's Pickup directory.</summary>
    public string Pickup => Path.Combine(Data, "pickup");

    /// <summary>The server's Replay directory.</summary>
    public string Replay => Path.Combine(Data, "replay");

    /// <summary>The connector's Drop directory.</summary>
    public string Drop => Path.Combine(Data, Connector);

    /// <summary>The directory that takes messages of a form.</summary>
    public string Target(SubmissionForm form) => form == SubmissionForm.Pickup ? Pickup : Replay;

    /// <summary>True when no file waits in Pickup or Replay, claimed or not.</summary>
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

    private IEnumerable<string> Submissions() =>
        new[] { Pickup, Replay }.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles);
}
