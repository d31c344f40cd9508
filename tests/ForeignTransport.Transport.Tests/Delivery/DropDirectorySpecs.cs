using System.Diagnostics;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.Sqlite;
using ForeignTransport.Transport.Tests.Storage;
using ForeignTransport.Transport.Tests.Submission;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ForeignTransport.Transport.Tests.Delivery;

public sealed class DropDirectorySpecs : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();
    private readonly MemoryMessageStore _store = new();

    private string Drop => _temporary.File("drop");

    private string Staging => Path.Combine(Drop, StagingArea.Name);

    public void Dispose() => _temporary.Dispose();

    private string StagedPath(int number) => new StagingArea(Drop).PathOf(Drops.Id(number), Drops.Stage(number).FileName);

    private static StrayFile Stray(int number) => new(Drops.Id(number), Drops.Stage(number).FileName);

    private string[] StagedFiles() => Directory.GetFiles(Staging, "*.tmp", SearchOption.AllDirectories);

    [Theory]
    [InlineData("fax", "", "fax", true)]
    [InlineData("", "", "Fax Connector", true)]
    [InlineData("fax", "/srv/drop", "/srv/drop/fax", true)]
    public void should_create_only_below_a_root_when_the_directory_is_relative(string dropDirectory, string root, string expected, bool created)
    {
        var rooted = root.Length == 0 ? "" : _temporary.Path + root;
        Assert.True(Open(dropDirectory, rooted, out var directory));

        Assert.Null(directory!.Prepare());

        var path = Path.Combine(_temporary.Path, expected.TrimStart('/'));
        Assert.Equal(path, directory.Path);
        Assert.Equal(created, Directory.Exists(Path.Combine(path, StagingArea.Name)));
    }

    [Fact]
    public void should_defer_and_not_create_when_an_absolute_directory_is_missing()
    {
        Assert.True(Open(Drop, "", out var directory));

        Assert.Equal(ErrorCatalogue.DropDirectoryMissing, directory!.Prepare()!.Entry);
        Assert.False(Directory.Exists(Drop));

        Directory.CreateDirectory(Drop);
        Assert.Null(directory.Prepare());
        Assert.True(Directory.Exists(Staging));
    }

    [Fact]
    public void should_defer_when_files_are_where_directories_should_be()
    {
        File.WriteAllText(Drop, "");
        Assert.Equal(ErrorCatalogue.DropDirectoryNotWritable, new DropDirectory(Drop, true, UnlimitedSize.Unlimited, Drops.Markers).Prepare()!.Entry);

        File.Delete(Drop);
        Directory.CreateDirectory(Drop);
        File.WriteAllText(Staging, "");
        Assert.Equal(ErrorCatalogue.DropDirectoryNotWritable, new DropDirectory(Drop, true, UnlimitedSize.Unlimited, Drops.Markers).Prepare()!.Entry);
    }

    [Theory]
    // connectors.md 15.2, quota 1000
    [InlineData(0, 5000, true)]
    [InlineData(999, 10, true)]
    [InlineData(1000, 1, false)]
    [InlineData(1009, 1, false)]
    public async Task should_count_what_is_there_and_not_what_comes_when_there_is_a_quota(int present, int size, bool written)
    {
        var directory = Prepared(UnlimitedSize.FromBytes(1000));
        File.WriteAllBytes(Path.Combine(Drop, "present.eml"), new byte[present]);
        _store.Put(1, size);

        var result = await StageAsync(directory, 1);

        Assert.Equal(written ? 1 : 0, result.Staged.Length);
        Assert.Equal(written ? null : ErrorCatalogue.DropDirectoryQuotaExceeded, result.Deferred?.Entry);
        Assert.Equal(written ? 1 : 0, StagedFiles().Length);
    }

    [Fact]
    public async Task should_write_again_when_the_consumer_has_made_room()
    {
        // connectors.md 15.2, last row
        var directory = Prepared(UnlimitedSize.FromBytes(1000));
        File.WriteAllBytes(Path.Combine(Drop, "present.eml"), new byte[1009]);
        _store.Put(1, 1);
        Assert.NotNull((await StageAsync(directory, 1)).Deferred);

        File.Delete(Path.Combine(Drop, "present.eml"));

        Assert.Null((await StageAsync(directory, 1)).Deferred);
    }

    [Fact]
    public async Task should_count_staged_files_and_no_strangers_when_there_is_a_quota()
    {
        var directory = Prepared(UnlimitedSize.FromBytes(1000));
        File.WriteAllBytes(Path.Combine(Drop, "a stranger.txt"), new byte[100_000]);
        _store.Put(1, 2000);
        _store.Put(2, 10);

        var first = await StageAsync(directory, 1, 2);
        var second = await StageAsync(directory, 2);

        Assert.Equal([Drops.Id(1)], first.Staged.Select(drop => drop.Message));
        Assert.Equal(ErrorCatalogue.DropDirectoryQuotaExceeded, first.Deferred!.Entry);
        Assert.Empty(second.Staged);
        Assert.Equal(ErrorCatalogue.DropDirectoryQuotaExceeded, second.Deferred!.Entry);
    }

    [Fact]
    public async Task should_keep_what_is_whole_and_defer_the_rest_when_the_disk_is_full()
    {
        var directory = Prepared();
        using var volume = SmallVolume.TryMount(Path.GetDirectoryName(StagedPath(1))!, "256k");
        // All in one of the sixteen directories.
        _store.Put(1, 1000);
        _store.Put(17, 600_000);
        _store.Put(33, 10);

        // Without the right to mount, the failure itself stands for the volume.
        var result = volume is null
            ? await directory.StageAsync([Drops.Stage(1), Drops.Stage(17), Drops.Stage(33)], [await ReadAsync(1), Failing(28), await ReadAsync(33)], "x")
            : await StageAsync(directory, 1, 17, 33);

        Assert.Equal([Drops.Id(1)], result.Staged.Select(drop => drop.Message));
        Assert.Equal(ErrorCatalogue.DropDirectoryDiskFull, result.Deferred!.Entry);
        Assert.Equal([Path.GetFileName(StagedPath(1))], StagedFiles().Select(path => Path.GetFileName(path)));
    }

    [Theory]
    [InlineData(28, "FT-2106")]
    [InlineData(122, "FT-2106")]
    [InlineData(30, "FT-2105")]
    [InlineData(5, "FT-2105")]
    public async Task should_name_the_reason_and_leave_nothing_when_writing_fails(int errno, string code)
    {
        var result = await Prepared().StageAsync([Drops.Stage(1)], [Failing(errno)], "x");

        Assert.Equal(code, result.Deferred!.Entry.Code);
        Assert.Empty(result.Staged);
        Assert.Empty(StagedFiles());
    }

    [Fact]
    public async Task should_fail_the_drop_and_write_the_others_when_content_is_lost()
    {
        _store.Put(2);

        var result = await StageAsync(Prepared(), 1, 2);

        Assert.Equal("550 5.3.0 QUEUE.ContentLost; the content of the message is not in the message store", Assert.Single(result.Failed).Diagnostic);
        Assert.Equal(Drops.Id(2), Assert.Single(result.Staged).Message);
        Assert.Null(result.Deferred);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 100)]
    [InlineData(8, 100_000)]
    [InlineData(1, 300_000)]
    [InlineData(2, 3_000_000)]
    public async Task should_leave_every_byte_of_the_body_as_it_is_when_files_are_published(int files, int bodySize)
    {
        var directory = Prepared();
        var numbers = Enumerable.Range(1, files).ToArray();
        Array.ForEach(numbers, number => _store.Put(number, bodySize));
        Assert.Equal(files, (await StageAsync(directory, numbers)).Staged.Length);
        Assert.Empty(Directory.GetFiles(Drop));

        var result = directory.Publish([.. numbers.Select(number => Drops.Publish(number))], firstTry: true, Drops.MayAct);

        Assert.Equal(files, result.Published.Length);
        Assert.Empty(StagedFiles());
        Assert.All(numbers, number =>
            Assert.True(Drops.BodyOf(Path.Combine(Drop, Drops.FileName(number))).AsSpan().SequenceEqual(Drops.Body(number, bodySize))));
    }

    [Fact]
    public async Task should_fail_only_the_message_whose_content_is_damaged_when_others_wait_behind_it()
    {
        var directory = new DropDirectory(Drop, true, UnlimitedSize.Unlimited, Drops.Markers);
        Assert.Null(directory.Prepare());
        _store.Put(1);
        _store.Put(2);
        _store.Put(Drops.Id(2), _store[Drops.Id(2)], headLength: 10_000);
        _store.Put(3);
        var contents = await _store.ReadAsync([Drops.Id(1), Drops.Id(2), Drops.Id(3)], CancellationToken.None);

        var result = await directory.StageAsync([Drops.Stage(1), Drops.Stage(2), Drops.Stage(3)], contents, "test");

        Assert.Equal([Drops.Id(1), Drops.Id(3)], result.Staged.Select(key => key.Message));
        Assert.StartsWith("550 5.6.0 ", Assert.Single(result.Failed).Diagnostic, StringComparison.Ordinal);
        Assert.Null(result.Deferred);
        Assert.Equal(2, StagedFiles().Length);
    }

    [Fact]
    public async Task should_leave_nothing_of_the_file_when_the_store_goes_away_in_the_middle_of_it()
    {
        var directory = Prepared();
        _store.Put(1, 3_000_000);
        _store.FailInTheMiddle = true;

        await Assert.ThrowsAsync<MessageStoreException>(() => StageAsync(directory, 1));

        Assert.Empty(StagedFiles());
    }

    [Fact]
    public async Task should_never_show_a_partial_file_when_somebody_looks_all_the_time()
    {
        const int bodySize = 700_000;
        var directory = Prepared();
        using var stop = new CancellationTokenSource();
        var seen = 0;
        var gateway = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                foreach (var path in Directory.GetFiles(Drop, "*.eml"))
                {
                    Assert.Equal(bodySize, Drops.BodyOf(path).Length);
                    File.Delete(path);
                    Interlocked.Increment(ref seen);
                }
            }
        });

        for (var number = 1; number <= 12; number++)
        {
            _store.Put(number, bodySize);
            await StageAsync(directory, number);
            Assert.Single(directory.Publish([Drops.Publish(number)], firstTry: true, Drops.MayAct).Published);
        }

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref seen) == 12 || gateway.IsCompleted, TimeSpan.FromSeconds(60)));
        await stop.CancelAsync();
        await gateway;
        Assert.Equal(12, seen);
    }

    [Fact]
    public async Task should_answer_published_again_when_the_same_files_are_published_again()
    {
        var directory = Prepared();
        _store.Put(1);
        await StageAsync(directory, 1);
        Assert.Single(directory.Publish([Drops.Publish(1)], firstTry: true, Drops.MayAct).Published);

        // The gateway may have taken it meanwhile, or not.
        Assert.Single(directory.Publish([Drops.Publish(1)], firstTry: false, Drops.MayAct).Published);
        File.Delete(Path.Combine(Drop, Drops.FileName(1)));
        Assert.Single(directory.Publish([Drops.Publish(1)], firstTry: false, Drops.MayAct).Published);
        Assert.Empty(Directory.GetFiles(Drop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task should_never_publish_what_was_taken_back_whoever_asks_for_it_later(bool firstTry)
    {
        var directory = Prepared();
        _store.Put(1);
        await StageAsync(directory, 1);
        Assert.Equal(Drops.Id(1), Assert.Single(directory.Publish([Drops.Publish(1) with { Withdraw = true }], firstTry: false, Drops.MayAct).Withdrawn).Message);

        var result = directory.Publish([Drops.Publish(1)], firstTry, Drops.MayAct);

        Assert.Equal(Drops.Id(1), Assert.Single(result.Withdrawn).Message);
        Assert.Empty(result.Published);
        Assert.Empty(result.Missing);
        Assert.Empty(Directory.GetFiles(Drop));
    }

    [Fact]
    public async Task should_say_that_it_was_published_when_it_is_to_be_taken_back_too_late()
    {
        var directory = Prepared();
        _store.Put(1);
        _store.Put(2);
        await StageAsync(directory, 1, 2);
        directory.Publish([Drops.Publish(1)], firstTry: true, Drops.MayAct);
        File.Delete(Path.Combine(Drop, Drops.FileName(1)));

        var result = directory.Publish(
            [Drops.Publish(1) with { Withdraw = true }, Drops.Publish(2) with { Withdraw = true }], firstTry: false, Drops.MayAct);

        Assert.Equal(Drops.Id(1), Assert.Single(result.Published).Message);
        Assert.Equal(Drops.Id(2), Assert.Single(result.Withdrawn).Message);
    }

    [Fact]
    public async Task should_sweep_what_was_taken_back_as_any_stray()
    {
        var directory = Prepared();
        _store.Put(1);
        await StageAsync(directory, 1);
        directory.Publish([Drops.Publish(1) with { Withdraw = true }], firstTry: false, Drops.MayAct);
        File.SetLastWriteTimeUtc(Assert.Single(Directory.GetFiles(Staging, "*.withdrawn", SearchOption.AllDirectories)), Drops.Now.UtcDateTime);

        Assert.Equal([Stray(1)], directory.FindStaged(Drops.Now.AddMinutes(1)));
        Assert.True(directory.RemoveStaged(Stray(1), Drops.Now.AddMinutes(1)));
        Assert.Empty(directory.FindStaged(Drops.Now.AddMinutes(1)));
    }

    [Fact]
    public void should_call_a_file_missing_when_it_was_never_tried_to_publish_it()
    {
        var result = Prepared().Publish([Drops.Publish(1)], firstTry: true, Drops.MayAct);

        Assert.Equal(new DropKey(Drops.Id(1), 1), Assert.Single(result.Missing));
        Assert.Empty(result.Published);
        Assert.Null(result.Deferred);
    }

    [Fact]
    public async Task should_still_say_what_was_missing_when_it_may_not_go_on()
    {
        // Asked again it would take what is missing for published: it cannot know that nobody ever did that.
        var directory = Prepared();
        _store.Put(2);
        _store.Put(3);
        await StageAsync(directory, 2, 3);
        var allowed = 2;

        var result = directory.Publish([Drops.Publish(1), Drops.Publish(2), Drops.Publish(3)], firstTry: true, () => allowed-- > 0);

        Assert.Equal(Drops.Id(1), Assert.Single(result.Missing).Message);
        Assert.Empty(result.Published);
        Assert.Equal(ErrorCatalogue.ServerPaused, result.Deferred!.Entry);
        Assert.Equal(2, directory.Publish([Drops.Publish(2), Drops.Publish(3)], firstTry: false, Drops.MayAct).Published.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void should_conclude_nothing_when_the_staging_directory_itself_is_gone(bool firstTry)
    {
        var directory = Prepared();
        Directory.Delete(Path.GetDirectoryName(StagedPath(1))!);

        var result = directory.Publish([Drops.Publish(1)], firstTry, Drops.MayAct);

        Assert.Empty(result.Published);
        Assert.Empty(result.Missing);
        Assert.Equal(ErrorCatalogue.DropDirectoryMissing, result.Deferred!.Entry);
    }

    [Fact]
    public async Task should_create_its_shelf_again_when_somebody_removed_it()
    {
        var directory = Prepared();
        _store.Put(1);
        Directory.Delete(Path.GetDirectoryName(StagedPath(1))!);

        var result = await StageAsync(directory, 1);

        Assert.Single(result.Staged);
        Assert.True(File.Exists(StagedPath(1)));
    }

    [Fact]
    public async Task should_never_replace_a_file_when_the_name_is_taken()
    {
        var directory = Prepared();
        _store.Put(1);
        await StageAsync(directory, 1);
        File.WriteAllText(Path.Combine(Drop, Drops.FileName(1)), "a stranger's");

        var result = directory.Publish([Drops.Publish(1)], firstTry: true, Drops.MayAct);

        Assert.Equal(ErrorCatalogue.DropFileNotPublished, result.Deferred!.Entry);
        Assert.Equal("a stranger's", File.ReadAllText(Path.Combine(Drop, Drops.FileName(1))));
        Assert.Single(StagedFiles());
    }

    [Fact]
    public async Task should_find_staged_files_by_age_and_nothing_else_when_strays_are_searched()
    {
        var directory = Prepared();
        _store.Put(1);
        _store.Put(2);
        await StageAsync(directory, 1, 2);
        File.WriteAllText(Path.Combine(Staging, "a stranger.tmp"), "");
        foreach (var path in StagedFiles())
        {
            File.SetLastWriteTimeUtc(path, Drops.Now.UtcDateTime);
        }

        File.SetLastWriteTimeUtc(StagedPath(2), Drops.Now.AddHours(1).UtcDateTime);

        Assert.Equal([Stray(1)], directory.FindStaged(Drops.Now.AddMinutes(1)));
        Assert.Empty(new DropDirectory(_temporary.File("nowhere"), false, UnlimitedSize.Unlimited, Drops.Markers).FindStaged(Drops.Now));
        Assert.False(directory.RemoveStaged(Stray(2), Drops.Now.AddMinutes(1)));
        Assert.True(directory.RemoveStaged(Stray(1), Drops.Now.AddMinutes(1)));
        Assert.False(directory.RemoveStaged(Stray(1), Drops.Now.AddMinutes(1)));
        Assert.Equal(2, StagedFiles().Length);
    }

    [Theory]
    [InlineData("x.tmp")]
    [InlineData("01a208100f800005000000000000002a.tmp")]
    [InlineData("01a208100f800005000000000000002a-.tmp")]
    [InlineData("01a208100f800005000000000000002a-1.eml")]
    [InlineData("01a208100f80000500000000000000zz-1.tmp")]
    public void should_not_take_a_name_for_its_own_when_it_is_not(string name) => Assert.False(StagingArea.TryParse(name, out _, out _));

    private DropDirectory Prepared(UnlimitedSize quota = default)
    {
        var directory = new DropDirectory(Drop, mayCreate: true, quota, Drops.Markers);
        Assert.Null(directory.Prepare());
        return directory;
    }

    private bool Open(string dropDirectory, string root, out DropDirectory? directory) =>
        new DropPaths(_temporary.Path, WindowsPathMapping.Disabled, Drops.Markers).TryOpen(
            new ForeignConnector { Id = Guid.NewGuid(), Name = "Fax Connector", DropDirectory = dropDirectory },
            new TransportService("Hub01") { RootDropDirectoryPath = root },
            out directory,
            out _);

    [Theory]
    [InlineData("DELETE FROM message_content WHERE id = $id AND chunk = 1")]
    [InlineData("UPDATE message_content SET data = substr(data, 1, 100) WHERE id = $id AND chunk = 1")]
    [InlineData("UPDATE message_content SET head_length = length + 1 WHERE id = $id AND chunk = 0")]
    public async Task should_fail_one_drop_and_write_the_others_when_its_stored_content_is_damaged(string damage)
    {
        var options = new SqliteMessageStoreOptions { Path = _temporary.File("content.db") };
        SqliteMessageStore.EnsureSchema(options.Path);
        await using var store = new SqliteMessageStore(options);
        var head = "Subject: large\r\n\r\n"u8.ToArray();
        await store.AppendAsync(
            [new ContentToStore(Drops.Id(1), head, new byte[600_000]), new ContentToStore(Drops.Id(2), head, new byte[600_000])], CancellationToken.None);
        await using (var connection = new SqliteConnection($"Data Source={options.Path};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = damage;
            command.Parameters.AddWithValue("$id", Drops.Id(1).ToByteArray());
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        var contents = await store.ReadAsync([Drops.Id(1), Drops.Id(2)], CancellationToken.None);
        var result = await Prepared().StageAsync([Drops.Stage(1), Drops.Stage(2)], contents, "MSExchange15");

        var failure = Assert.Single(result.Failed);
        Assert.Equal((Drops.Id(1), "550 5.6.0 QUEUE.ContentDamaged"), (failure.Drop.Message, failure.Diagnostic[..30]));
        Assert.Equal(Drops.Id(2), Assert.Single(result.Staged).Message);
        Assert.Null(result.Deferred);
        Assert.Single(StagedFiles());
    }

    private async Task<StagingResult> StageAsync(DropDirectory directory, params int[] numbers)
    {
        var contents = await _store.ReadAsync([.. numbers.Select(Drops.Id)], CancellationToken.None);
        return await directory.StageAsync([.. numbers.Select(number => Drops.Stage(number))], contents, "MSExchange15");
    }

    private async Task<MessageContent?> ReadAsync(int number) => (await _store.ReadAsync([Drops.Id(number)], CancellationToken.None))[0];

    private static MessageContent Failing(int errno) => new(600_000, 100, (_, _, _) => throw new IOException("as the system says", errno));

    /// <summary>A volume of few bytes, which only root can have.</summary>
    private sealed class SmallVolume : IDisposable
    {
        private readonly string _path;

        private SmallVolume(string path) => _path = path;

        public static SmallVolume? TryMount(string path, string size) =>
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", path)
                ? new SmallVolume(path)
                : null;

        public void Dispose() => Run("umount", "--lazy", _path);

        private static bool Run(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
