using System.Text;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Queues;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.Sqlite;
using ForeignTransport.Transport.Tests.Delivery;
using ForeignTransport.Transport.Tests.Storage;
using ForeignTransport.Transport.Tests.Submission;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ForeignTransport.Transport.Tests.Queues;

public sealed class MessageExporterSpecs : IDisposable
{
    private const int BodySize = 600_000;

    private static readonly byte[] Head = "Subject: large\r\n\r\n"u8.ToArray();
    private static readonly MessageView View = new() { Identity = new MessageIdentity(QueueIdentity.OfNumber("Hub01", 322120), 17) };

    private readonly TemporaryDirectory _temporary = new();
    private readonly MemoryStream _file = new();

    public void Dispose()
    {
        _file.Dispose();
        _temporary.Dispose();
    }

    [Theory]
    [InlineData("DELETE FROM message_content WHERE chunk = 1")]
    [InlineData("DELETE FROM message_content WHERE chunk = 2")]
    [InlineData("UPDATE message_content SET data = substr(data, 1, 100) WHERE chunk = 2")]
    [InlineData("UPDATE message_content SET head_length = length + 1 WHERE chunk = 0")]
    public async Task should_write_nothing_and_name_the_message_when_its_stored_content_is_damaged(string damage)
    {
        await using var store = await StoredAsync(damage);

        var exported = await MessageExporter.WriteAsync(store, View, Found(), _file, CancellationToken.None);

        Assert.Same(ErrorCatalogue.MessageContentDamaged, exported.Error?.Entry);
        Assert.StartsWith(@"Hub01\322120\17: ", exported.Error!.Detail, StringComparison.Ordinal);
        Assert.Equal(0, _file.Length);
    }

    [Fact]
    public async Task should_write_all_of_a_large_message()
    {
        await using var store = await StoredAsync("SELECT 1");

        var exported = await MessageExporter.WriteAsync(store, View, Found(), _file, CancellationToken.None);

        Assert.Null(exported.Error);
        Assert.Equal(exported.Length, _file.Length);
        Assert.Equal(Drops.Body(1, BodySize), _file.ToArray()[^BodySize..]);
    }

    [Fact]
    public async Task should_name_the_manager_as_sender_when_he_is_told_of_the_recipients()
    {
        await using var store = await StoredAsync("SELECT 1");
        var found = Found();
        found = found with { Recipients = [.. found.Recipients.Select(recipient => recipient with { ReportTo = "boss@contoso.com" })] };

        await MessageExporter.WriteAsync(store, View, found, _file, CancellationToken.None);

        Assert.StartsWith("X-Sender: <boss@contoso.com>", Encoding.ASCII.GetString(_file.ToArray(), 0, Head.Length + 100), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_say_that_the_content_is_not_there() =>
        Assert.Same(
            ErrorCatalogue.MessageContentMissing,
            (await MessageExporter.WriteAsync(new MemoryMessageStore(), View, Found(), _file, CancellationToken.None)).Error?.Entry);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task should_write_nothing_when_the_store_is_away_at_once_or_in_the_middle(bool inTheMiddle)
    {
        var store = new MemoryMessageStore { FailInTheMiddle = true };
        store.Outage = inTheMiddle ? null : ErrorCatalogue.MessageStoreBusy.With("locked");
        store.Put(1, BodySize);

        var exported = await MessageExporter.WriteAsync(store, View, Found(), _file, CancellationToken.None);

        Assert.Same(ErrorCatalogue.MessageStoreBusy, exported.Error?.Entry);
        Assert.StartsWith(@"Hub01\322120\17: ", exported.Error!.Detail, StringComparison.Ordinal);
        Assert.Equal(0, _file.Length);
    }

    private static CategorizerReplies.MessageCopyFound Found()
    {
        var envelope = new Envelope("bob@contoso.com", [new EnvelopeRecipient("IMCEAFAX-1@contoso.com")]);
        return new CategorizerReplies.MessageCopyFound(
            0,
            new QueuedMessage(
                Drops.Id(1), envelope, [], Head.Length, Head.Length + BodySize, "large", "<large@contoso.com>", new TraceInfo(Source: "Pickup"), Drops.Now,
                Drops.Now.AddDays(2), ClaimedBy: null, IsDsn: false, HeadOnly: false),
            envelope.Recipients,
            PossibleDuplicate: false);
    }

    private async Task<SqliteMessageStore> StoredAsync(string damage)
    {
        var options = new SqliteMessageStoreOptions { Path = _temporary.File("content.db") };
        SqliteMessageStore.EnsureSchema(options.Path);
        var store = new SqliteMessageStore(options);
        await store.AppendAsync([new ContentToStore(Drops.Id(1), Head, Drops.Body(1, BodySize))], CancellationToken.None);
        await using var connection = new SqliteConnection($"Data Source={options.Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = damage;
        await command.ExecuteNonQueryAsync();
        return store;
    }
}
