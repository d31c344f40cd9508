using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage.Access;
using ForeignTransport.Transport.Storage.Sqlite;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.Access;

public sealed class SqliteAccessStoreSpecs : AccessStoreSpecs
{
    private readonly TemporaryDirectory _directory = new();

    private string File => _directory.File("access.db");

    private protected override Task<IAccessStore> OpenAsync() => Task.FromResult<IAccessStore>(SqliteAccessSchema.Open(File));

    protected override Task CloseAsync()
    {
        _directory.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task should_see_what_another_process_wrote_when_both_have_it_open()
    {
        await using var server = SqliteAccessSchema.Open(File);
        await using var verb = SqliteAccessSchema.Open(File);

        await verb.AddTokenAsync(new AccessToken("a", Role.ViewOnly, DateTimeOffset.UnixEpoch, null, "root", null), "hash", default);

        Assert.NotNull(await server.FindTokenAsync("hash", default));
    }

    [Fact]
    public async Task should_be_readable_by_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var store = SqliteAccessSchema.Open(File);
        await store.AddTokenAsync(new AccessToken("a", Role.ViewOnly, DateTimeOffset.UnixEpoch, null, "root", null), "hash", default);

        string[] files = [.. Directory.EnumerateFiles(_directory.Path, "access.db*").Order(StringComparer.Ordinal)];
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task should_refuse_and_not_write_into_a_file_that_nobody_will_read_when_it_was_removed()
    {
        await using var store = SqliteAccessSchema.Open(File);
        await store.AddTokenAsync(new AccessToken("a", Role.ViewOnly, DateTimeOffset.UnixEpoch, null, "root", null), "hash", default);
        foreach (var file in Directory.GetFiles(_directory.Path, "access.db*"))
        {
            System.IO.File.Delete(file);
        }

        var refused = await Assert.ThrowsAsync<AccessStoreException>(() => store.FindTokenAsync("hash", default));
        Assert.Equal(ErrorCatalogue.AccessStoreUnavailable, refused.Error.Entry);

        // The next who makes the file, such as a verb of the command line, makes it usable again.
        await using var verb = SqliteAccessSchema.Open(File);
        Assert.Null(await store.FindTokenAsync("hash", default));
    }

    [Fact]
    public void should_be_durable_and_refuse_a_file_of_another_release()
    {
        using (var connection = SqliteConnections.Open(File, TimeSpan.FromSeconds(5)))
        {
            Assert.Equal("wal", connection.Scalar("PRAGMA journal_mode"));
            connection.Execute("PRAGMA user_version = 99");
        }

        var refused = Assert.Throws<AccessStoreException>(() => SqliteAccessSchema.Open(File));
        Assert.Equal(ErrorCatalogue.AccessStoreSchemaUnknown, refused.Error.Entry);
        Assert.Contains(File, refused.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_say_which_file_cannot_be_used()
    {
        var broken = _directory.File("broken.db");
        await System.IO.File.WriteAllTextAsync(broken, new string('x', 10_000));

        var refused = Assert.Throws<AccessStoreException>(() => SqliteAccessSchema.Open(broken));

        Assert.Equal(ErrorCatalogue.AccessStoreUnavailable, refused.Error.Entry);
        Assert.StartsWith(broken + ": ", refused.Error.Detail, StringComparison.Ordinal);
    }
}
