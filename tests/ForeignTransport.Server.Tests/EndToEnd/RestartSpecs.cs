using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>Stop and start on the same directories, and starts that must not be.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class RestartSpecs : IDisposable
{
    private const string Unreachable = "lob.example";

    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task should_keep_unroutable_mail_and_deliver_it_when_a_connector_is_created_after_a_restart()
    {
        await using (var server = await _folder.StartAsync(SharedServer.Organization))
        {
            Send(5);
            await _folder.SubmittedAsync();
            await server.StopAsync();
        }

        await using (var server = await _folder.StartAsync(SharedServer.Organization))
        {
            Assert.False(Directory.Exists(_folder.Drop("Line of Business")));
            var changed = await server.ChangeAsync(NewConnector(), CancellationToken.None);
            Assert.Null(changed.Error);
            Assert.Equal(5, (await _folder.DroppedAsync("Line of Business", count: 5)).Count);
        }

        // Delivered is delivered: another start drops nothing again.
        await using (var server = await _folder.StartAsync(organization: null))
        {
            Send(1);
            Assert.Equal(6, (await _folder.DroppedAsync("Line of Business", count: 6)).Count);
        }
    }

    [Fact]
    public async Task should_refuse_a_second_server_on_the_same_data_directory()
    {
        await using var first = await _folder.StartAsync(SharedServer.Organization);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => _folder.StartAsync(SharedServer.Organization));

        Assert.Equal(ErrorCatalogue.DataDirectoryInUse, refused.Error.Entry);
        Assert.Contains(_folder.Data, refused.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_refuse_another_number_of_partitions_until_all_queues_are_empty()
    {
        var eight = (ClusterOptions.PartitionsOption.EnvironmentVariable, "8");
        await using (var server = await _folder.StartAsync(SharedServer.Organization))
        {
            Send(1);
            await _folder.SubmittedAsync();
        }

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => _folder.StartAsync(organization: null, eight));
        Assert.Equal(ErrorCatalogue.PartitionCountChanged, refused.Error.Entry);
        Assert.Contains("16", refused.Error.Detail, StringComparison.Ordinal);

        await using (var server = await _folder.StartAsync(organization: null))
        {
            await server.ChangeAsync(NewConnector(), CancellationToken.None);
            await _folder.DroppedAsync("Line of Business", count: 1);
            await Eventually.HoldsAsync(StoreIsEmpty, () => "The delivered message is still in the message store.");
        }

        await using (var server = await _folder.StartAsync(organization: null, eight))
        {
            Send(1);
            await _folder.DroppedAsync("Line of Business", count: 2);
        }
    }

    [Theory]
    [InlineData("content.db", "FT-6004")]
    [InlineData("foreign-transport.db", "FT-6004")]
    public async Task should_refuse_to_start_when_a_database_file_is_no_database(string file, string code)
    {
        Directory.CreateDirectory(_folder.Data);
        File.WriteAllBytes(Path.Combine(_folder.Data, file), [.. Enumerable.Repeat((byte)'x', 20_000)]);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => _folder.StartAsync(SharedServer.Organization));

        Assert.Equal(code, refused.Error.Entry.Code);
        Assert.Contains(file, refused.Error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("content.db", "message_content")]
    [InlineData("foreign-transport.db", "journal")]
    public async Task should_not_be_ready_nor_start_again_when_a_database_file_is_damaged(string file, string table)
    {
        await using (var server = await _folder.StartAsync(SharedServer.Organization))
        {
            Assert.Null(await server.CheckStorageAsync(CancellationToken.None));
            Execute(
                $"PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = rootpage + 1000000 WHERE name = '{table}'; PRAGMA schema_version = 1000", file);
            Send(1);

            await Eventually.HoldsAsync(
                () => server.CheckStorageAsync(CancellationToken.None).GetAwaiter().GetResult() is { } error
                    && error.Entry == ErrorCatalogue.MessageStoreDamaged && error.Detail.Contains(file, StringComparison.Ordinal),
                _folder.Describe);
            Assert.Empty(_folder.Dropped("Line of Business"));
        }

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => _folder.StartAsync(organization: null));
        Assert.Equal(ErrorCatalogue.MessageStoreDamaged, refused.Error.Entry);
        Assert.Contains(file, refused.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_refuse_to_start_when_the_message_store_is_of_a_newer_release()
    {
        await using (await _folder.StartAsync(SharedServer.Organization))
        {
        }

        Execute("PRAGMA user_version = 99", "content.db");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => _folder.StartAsync(SharedServer.Organization));
        Assert.Equal(ErrorCatalogue.MessageStoreSchemaUnknown, refused.Error.Entry);
    }

    [Fact]
    public async Task should_refuse_to_start_when_the_configuration_in_the_journal_cannot_be_read()
    {
        await using (await _folder.StartAsync(SharedServer.Organization))
        {
        }

        Execute("UPDATE journal SET manifest = 'from-the-future' WHERE persistence_id = 'organization'", "foreign-transport.db");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => _folder.StartAsync(organization: null));
        Assert.Equal(ErrorCatalogue.StateNotRecovered, refused.Error.Entry);
    }

    [Fact]
    public async Task should_refuse_to_start_when_the_port_of_the_cluster_is_taken()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(
            () => _folder.StartAsync(SharedServer.Organization, (ClusterOptions.PortOption.EnvironmentVariable, port)));

        Assert.Equal(ErrorCatalogue.ClusterAddressUnavailable, refused.Error.Entry);
        Assert.Contains(port, refused.Error.Detail, StringComparison.Ordinal);

        // What the failed start had taken is free again.
        await using var server = await _folder.StartAsync(SharedServer.Organization);
    }

    [Fact]
    public async Task should_refuse_to_start_when_the_data_directory_is_a_file()
    {
        File.WriteAllText(_folder.Data, "in the way");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => _folder.StartAsync(SharedServer.Organization));

        Assert.Equal(ErrorCatalogue.DataDirectoryUnusable, refused.Error.Entry);
    }

    private static OrganizationCommand.NewForeignConnector NewConnector()
    {
        Assert.True(AddressSpace.TryParse($"SMTP:{Unreachable};1", out var space, out var error), error?.ToString());
        return new OrganizationCommand.NewForeignConnector("Line of Business", [space], ["Hub01"]);
    }

    private void Send(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _folder.Put(_folder.Pickup, $"From: bob@fabrikam.com\r\nTo: order{i}@{Unreachable}\r\nSubject: waits {i}\r\n\r\nbody");
        }
    }

    private bool StoreIsEmpty() => (long)Execute("SELECT count(*) FROM message_content", "content.db")! == 0;

    private object? Execute(string sql, string file)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Data, file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
