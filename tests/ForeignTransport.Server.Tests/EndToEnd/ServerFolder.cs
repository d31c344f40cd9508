using System.Globalization;
using System.Text;
using Akka.Configuration;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Server.Management;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>The directories of a server that runs inside the test, with a real database; they outlive the server and go with the test.</summary>
internal sealed class ServerFolder : IDisposable
{
    private const string NearlyFull = "98, 100, 99, 97";

    /// <summary>A busy machine is no reason to be not ready.</summary>
    private const string PatientChecks = "akka.management.health-checks.check-timeout = 30s";

    private int _files;

    public ServerFolder()
    {
        Root = Directory.CreateTempSubdirectory("foreign-transport-").FullName;
        Data = Path.Combine(Root, "data");
        Outbox = Directory.CreateDirectory(Path.Combine(Root, "outbox")).FullName;
    }

    /// <summary>The settings of the management routes, as shipped but for the patience of the health checks.</summary>
    public static ManagementSettings Management
    {
        get
        {
            Assert.True(ManagementSettings.TryRead(ConfigurationFactory.ParseString(PatientChecks), out var settings, out _));
            return settings;
        }
    }

    public string Root { get; }

    public string Data { get; }

    public string Pickup => Path.Combine(Data, "pickup");

    public string Replay => Path.Combine(Data, "replay");

    private string Outbox { get; }

    public static OrganizationDefinition Organization(string json)
    {
        Assert.True(OrganizationFile.TryParse(json, out var definition, out var error), error?.ToString());
        return definition;
    }

    /// <summary>Starts a server on these directories; polls are frequent, everything else is as shipped.</summary>
    public Task<TransportServer> StartAsync(OrganizationDefinition? organization, params (string Variable, string Value)[] options) =>
        TransportServer.StartAsync(Configuration(options), organization, "1.2.3", TimeProvider.System, CancellationToken.None);

    public NodeConfiguration Configuration(params (string Variable, string Value)[] options)
    {
        var environment = new Dictionary<string, string>
        {
            [NodeConfiguration.DataDirectoryOption.EnvironmentVariable] = Data,
            [NodeConfiguration.FqdnOption.EnvironmentVariable] = "hub01.contoso.com",
            [PickupOptions.PollIntervalOption.EnvironmentVariable] = "100ms",
            // A test machine whose drive is nearly full is no reason to turn mail away.
            [BackPressureOptions.UsedDiskSpaceOption.EnvironmentVariable] = NearlyFull,
            [BackPressureOptions.DatabaseUsedSpaceOption.EnvironmentVariable] = NearlyFull,
        };
        foreach (var (variable, value) in options)
        {
            environment[variable] = value;
        }

        var sources = new NodeConfigurationSources(Root, "hub01") { Environment = System.Collections.Immutable.ImmutableDictionary.CreateRange(environment) };
        Assert.True(NodeConfigurationLoader.TryLoad(sources, out var configuration, out var errors, out _), string.Join('\n', errors));
        return configuration with { AkkaOverrides = ConfigurationFactory.ParseString(PatientChecks) };
    }

    public string Drop(string connector) => Path.Combine(Data, connector);

    /// <summary>Composes elsewhere and moves in, as every program that uses Pickup should.</summary>
    public string Put(string directory, byte[] content, string? name = null)
    {
        var number = Interlocked.Increment(ref _files);
        name ??= string.Create(CultureInfo.InvariantCulture, $"{number:D6}.eml");
        var composed = Path.Combine(Outbox, string.Create(CultureInfo.InvariantCulture, $"{number}.part"));
        File.WriteAllBytes(composed, content);
        var path = Path.Combine(directory, name);
        File.Move(composed, path);
        return path;
    }

    public string Put(string directory, string content, string? name = null) => Put(directory, Encoding.Latin1.GetBytes(content), name);

    /// <summary>What a gateway sees: finished files, oldest first.</summary>
    public IReadOnlyList<DroppedFile> Dropped(string connector) =>
        Directory.Exists(Drop(connector))
            ? [.. Directory.EnumerateFiles(Drop(connector), "*.eml").Order(StringComparer.Ordinal).Select(DroppedFile.Read)]
            : [];

    /// <summary>The one file of a connector whose message has this subject.</summary>
    public Task<DroppedFile> DroppedAsync(string connector, string subject) => Eventually.FindAsync(
        () => Dropped(connector).FirstOrDefault(file => file.Head.Contains($"Subject: {subject}\r\n", StringComparison.Ordinal)),
        () => $"No \"{subject}\" in {connector}.\n{Describe()}");

    public Task<IReadOnlyList<DroppedFile>> DroppedAsync(string connector, int count) => Eventually.FindAsync(
        () => Dropped(connector) is { } files && files.Count >= count ? files : null,
        () => $"Not {count} files in {connector}.\n{Describe()}");

    /// <summary>Waits until Pickup and Replay hold no file that is taken or to be taken.</summary>
    public Task SubmittedAsync() => Eventually.HoldsAsync(
        () => Submissions("*.eml").Concat(Submissions("*.tmp")).All(path => !File.Exists(path)), Describe);

    public IEnumerable<string> Submissions(string pattern) =>
        new[] { Pickup, Replay }.Where(Directory.Exists).SelectMany(directory => Directory.EnumerateFiles(directory, pattern));

    /// <summary>Every file below the data directory.</summary>
    public string Describe() => string.Join('\n', Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(200));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
