using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Tests.Storage;
using ForeignTransport.Transport.Tests.Storage.Tracking;
using ForeignTransport.Transport.Tracking;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Tracking;

public sealed class TrackingFilesSpecs : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 3, 31, 16, 36, 43, TimeSpan.Zero));
    private readonly List<TrackingFiles> _opened = [];
    private MessageTrackingSettings _settings = new();

    private string Folder => _directory.File("log");

    public void Dispose()
    {
        _opened.ForEach(files => files.Dispose());
        _directory.Dispose();
    }

    [Fact]
    public async Task should_write_what_a_reader_of_exchange_logs_reads()
    {
        var row = TrackingRows.Send(1);
        await Write(Open(), row);

        var bytes = await File.ReadAllBytesAsync(Path.Combine(Folder, "MSGTRK2024033116-1.LOG"));
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.Equal("#Software: ForeignTransport", lines[0]);
        Assert.Equal("#Log-type: Message Tracking Log", lines[2]);
        Assert.Equal("#Date: 2024-03-31T16:36:43.000Z", lines[3]);
        Assert.True(TrackingColumns.TryParse(lines[4], out var columns, out _));
        Assert.True(new TrackingRowReader(columns).TryRead(lines[5], out var read, out _));
        Assert.Equal(TrackingRow.Format(row), TrackingRow.Format(read));
        Assert.Equal("", lines[6]);
        Assert.Equal(7, lines.Length);
    }

    [Fact]
    public async Task should_begin_a_new_file_with_the_hour_and_when_one_is_full()
    {
        var files = Open();
        _settings = _settings with { MaxFileSize = new ByteQuantifiedSize(1) };
        await Write(files, TrackingRows.Send(1), TrackingRows.Send(2));
        _time.Advance(TimeSpan.FromHours(1));
        await Write(files, TrackingRows.Send(3));

        Assert.Equal(["MSGTRK2024033116-1.LOG", "MSGTRK2024033116-2.LOG", "MSGTRK2024033117-1.LOG"], Names());
    }

    [Fact]
    public async Task should_take_the_next_free_number_after_a_restart()
    {
        await Write(Open(), TrackingRows.Send(1));
        await Write(Open(), TrackingRows.Send(2));

        Assert.Equal(["MSGTRK2024033116-1.LOG", "MSGTRK2024033116-2.LOG"], Names());
    }

    [Fact]
    public async Task should_go_on_counting_when_the_first_files_of_a_period_are_deleted()
    {
        _settings = _settings with { MaxFileSize = new ByteQuantifiedSize(1), MaxDirectorySize = new UnlimitedSize(new ByteQuantifiedSize(1)) };
        var files = Open();
        await Write(files, TrackingRows.Send(1), TrackingRows.Send(2), TrackingRows.Send(3));
        Assert.Equal(["MSGTRK2024033116-3.LOG"], Names());
        files.Dispose();
        await Write(Open(), TrackingRows.Send(4));

        Assert.Equal(["MSGTRK2024033116-4.LOG"], Names());
    }

    [Fact]
    public async Task should_write_daily_files_and_other_software_when_that_is_configured()
    {
        await Write(Open(new TrackingOptions(HasLogFiles: true, IsHourly: false, "Microsoft Exchange Server")), TrackingRows.Send(1));

        Assert.Equal(["MSGTRK20240331-1.log"], Names());
        Assert.StartsWith("#Software: Microsoft Exchange Server", await File.ReadAllTextAsync(Path.Combine(Folder, "MSGTRK20240331-1.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_delete_old_files_at_a_roll_and_leave_others_alone()
    {
        Directory.CreateDirectory(Folder);
        foreach (var name in new[] { "MSGTRK20010101-1.log", "copy.log" })
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, name), "x");
            File.SetLastWriteTimeUtc(Path.Combine(Folder, name), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        await Write(Open(), TrackingRows.Send(1));

        Assert.Equal(["MSGTRK2024033116-1.LOG", "copy.log"], Names());
    }

    [Fact]
    public async Task should_go_on_in_the_same_file_when_an_old_one_cannot_be_deleted()
    {
        Directory.CreateDirectory(Folder);
        foreach (var name in new[] { "MSGTRK20010101-1.log", "MSGTRK20010102-1.log" })
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, name), "x");
            File.SetLastWriteTimeUtc(Path.Combine(Folder, name), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        var isHeld = true;
        var files = Open(delete: path =>
        {
            if (isHeld && path.EndsWith("0101-1.log", StringComparison.Ordinal))
            {
                throw new UnauthorizedAccessException("held open");
            }

            File.Delete(path);
        });
        for (var number = 0; number < 3; number++)
        {
            var error = await files.AppendAsync([TrackingRows.Send(number)]);
            Assert.Equal((ErrorCatalogue.TrackingFileUndeletable, $"{Path.Combine(Folder, "MSGTRK20010101-1.log")}: held open"), (error?.Entry, error?.Detail));
        }

        Assert.Equal(["MSGTRK20010101-1.log", "MSGTRK2024033116-1.LOG"], Names());
        Assert.Equal(3, (await File.ReadAllLinesAsync(Path.Combine(Folder, "MSGTRK2024033116-1.LOG"))).Count(line => line.Contains(",SEND,", StringComparison.Ordinal)));
        isHeld = false;
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(await files.AppendAsync([TrackingRows.Send(3)]));
        Assert.Equal(["MSGTRK2024033116-1.LOG"], Names());
    }

    [Fact]
    public async Task should_go_on_in_a_new_directory_when_the_path_changes()
    {
        var files = Open();
        await Write(files, TrackingRows.Send(1));
        _settings = _settings with { Path = DirectorySetting.At(_directory.File("other")) };
        await Write(files, TrackingRows.Send(2));

        Assert.Single(Names());
        Assert.Single(Directory.GetFiles(_directory.File("other")));
    }

    [Fact]
    public async Task should_be_for_the_account_of_the_server_alone_when_the_folder_is_its_own()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await Write(Open(), TrackingRows.Send(1));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, Names()[0])));
    }

    [Fact]
    public async Task should_leave_a_folder_as_the_administrator_made_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        Directory.CreateDirectory(Folder, shared);

        await Write(Open(), TrackingRows.Send(1));

        Assert.Equal(shared, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public async Task should_say_so_when_it_cannot_write()
    {
        await File.WriteAllTextAsync(Folder, "a file where the folder should be");

        Assert.Equal(ErrorCatalogue.TrackingFileUnwritable, (await Open().AppendAsync([TrackingRows.Send(1)]))?.Entry);
    }

    private TrackingFiles Open(TrackingOptions? options = null, Action<string>? delete = null)
    {
        var files = new TrackingFiles(options ?? TrackingOptions.Usual, Folder, () => _settings, _time, delete);
        _opened.Add(files);
        return files;
    }

    private static async Task Write(TrackingFiles files, params TrackingRecord[] rows) => Assert.Null(await files.AppendAsync(rows));

    private string[] Names() => [.. Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
