using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Tests.Bench;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>A Drop directory that cannot take a file now: the message waits, nothing is lost, nothing is half there (connectors.md 4).</summary>
[Collection(EndToEndCollection.Name)]
public sealed class DropDirectorySpecs : IDisposable
{
    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task should_wait_and_never_create_it_when_an_absolute_directory_is_missing()
    {
        var drop = Path.Combine(_folder.Root, "gateway");
        await using var server = await _folder.StartAsync(Organization($"\"dropDirectory\": \"{drop}\""));
        Send(3);
        await WaitingAsync(server, ErrorCatalogue.DropDirectoryMissing);

        Assert.False(Directory.Exists(drop));
        Directory.CreateDirectory(drop);
        await CountAsync(drop, 3);

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(drop, ".staging"), "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task should_stop_at_the_quota_and_go_on_when_the_gateway_has_emptied_the_directory()
    {
        await using var server = await _folder.StartAsync(Organization("\"dropDirectoryQuota\": \"1B\""));
        Directory.CreateDirectory(_folder.Drop("Gateway"));
        Send(3);

        // Each time one: the quota is reached by it, and an empty directory takes a message of any size.
        for (var taken = 0; taken < 3; taken++)
        {
            await CountAsync(_folder.Drop("Gateway"), 1);
            File.Delete(Assert.Single(Directory.EnumerateFiles(_folder.Drop("Gateway"), "*.eml")));
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.Drop("Gateway"), "*.eml"));
    }

    [UnixFact]
    public async Task should_wait_when_a_file_stands_where_the_directory_should_be()
    {
        await using var server = await _folder.StartAsync(Organization("\"dropDirectory\": \"blocked\""));
        File.WriteAllText(_folder.Drop("blocked"), "in the way");
        Send(2);
        await WaitingAsync(server, ErrorCatalogue.DropDirectoryNotWritable);

        File.Delete(_folder.Drop("blocked"));
        await CountAsync(_folder.Drop("blocked"), 2);
    }

    [Fact]
    public async Task should_drop_in_the_new_directory_when_the_connector_was_changed_meanwhile()
    {
        var missing = Path.Combine(_folder.Root, "never there");
        await using var server = await _folder.StartAsync(Organization($"\"dropDirectory\": \"{missing}\""));
        Send(3);
        await WaitingAsync(server, ErrorCatalogue.DropDirectoryMissing);

        var changed = await server.ChangeAsync(
            new OrganizationCommand.SetForeignConnector("Gateway", ParameterChanges.Of(("DropDirectory", "elsewhere"))),
            CancellationToken.None);

        Assert.Null(changed.Error);
        await CountAsync(_folder.Drop("elsewhere"), 3);
        Assert.False(Directory.Exists(missing));
    }

    private static OrganizationDefinition Organization(string setting) => ServerFolder.Organization(
        $$"""
        {
          "transportServices": [
            { "name": "Hub01", "queueGlitchRetryInterval": "00:00:01", "transientFailureRetryInterval": "00:00:01",
              "outboundConnectionFailureRetryInterval": "00:00:01" }
          ],
          "acceptedDomains": [
            { "name": "Contoso", "domainName": "contoso.com", "domainType": "Authoritative", "isDefault": true }
          ],
          "foreignConnectors": [
            { "name": "Gateway", "addressSpaces": ["FAX:*;1"], "sourceTransportServers": ["Hub01"], {{setting}} }
          ]
        }
        """);

    private void Send(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _folder.Put(_folder.Pickup, $"From: bob@fabrikam.com\r\nTo: [FAX:+{i}]\r\nSubject: waits {i}\r\n\r\nbody");
        }
    }

    private Task WaitingAsync(TransportServer server, ErrorEntry reason) => Eventually.HoldsAsync(
        () => server.InspectAsync(CancellationToken.None).GetAwaiter().GetResult()
            .Any(partition => partition.LastError?.StartsWith(reason.Code, StringComparison.Ordinal) == true),
        _folder.Describe);

    private Task CountAsync(string directory, int count) => Eventually.HoldsAsync(
        () => Directory.Exists(directory) && Directory.EnumerateFiles(directory, "*.eml").Count() == count, _folder.Describe);
}
