using System.Diagnostics;
using System.Text;
using ForeignTransport.Server.Tests.Bench;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>
/// Whatever lies in Pickup or Replay: it ends accepted, as <c>.bad</c> with a reason, or is still there; and the server goes on.
/// </summary>
[Collection(EndToEndCollection.Name)]
public sealed class BadInputSpecs(SharedServer shared)
{
    private readonly ServerFolder _folder = shared.Folder;

    /// <summary>Files of broken programs; the text is ISO 8859-1, so that every byte can be written.</summary>
    public static TheoryData<string, string> Files { get; } = new()
    {
        { "empty", "" },
        { "blank-line", "\r\n" },
        { "binary", "\0\u0001\u0002\u00FF\r\n\r\n\0" },
        { "utf-16", "\u00FF\u00FEF\0r\0o\0m\0:\0 \0b\0@\0x\0\r\0\n\0\r\0\n\0" },
        { "mbox", "From bob@fabrikam.com Mon Nov 23 12:00:00 2026\r\nFrom: bob@fabrikam.com\r\nTo: mary@fabrikam.com\r\n\r\nbody" },
        { "mac", "From: bob@fabrikam.com\rTo: mary@fabrikam.com\r\rbody\r" },
        { "no-blank-line", "From: bob@fabrikam.com\r\nTo: mary@fabrikam.com\r\n" },
        { "no-originator", "To: mary@fabrikam.com\r\n\r\nbody" },
        { "no-recipient", "From: bob@fabrikam.com\r\n\r\nbody" },
        { "null-recipient", "From: bob@fabrikam.com\r\nTo: <>\r\n\r\nbody" },
        { "path-as-recipient", "From: bob@fabrikam.com\r\nTo: ../../../etc/passwd, [FAX:../../../../etc/passwd]\r\n\r\nbody" },
        { "nul-in-address", "From: bob@fabrikam.com\r\nTo: ma\0ry@fabrikam.com\r\n\r\nbody" },
        { "line-break-in-address", "From: bob@fabrikam.com\r\nTo: \"x\rBcc: evil@x.com\" <mary@fabrikam.com>\r\n\r\nbody" },
        { "open-comment", $"From: bob@fabrikam.com\r\nTo: {new string('(', 20_000)}\r\n\r\nbody" },
        { "open-quote", "From: bob@fabrikam.com\r\nTo: \"mary@fabrikam.com\r\n\r\nbody" },
        { "open-one-off", "From: bob@fabrikam.com\r\nTo: [FAX:+1\r\n\r\nbody" },
        { "multipart-without-boundary", "From: bob@fabrikam.com\r\nTo: mary@fabrikam.com\r\nContent-Type: multipart/mixed\r\n\r\n--x\r\n" },
        { "endless-header", $"From: bob@fabrikam.com\r\nX: {new string('x', 3_000_000)}" },
        { "many-fields", $"From: bob@fabrikam.com\r\nTo: mary@fabrikam.com\r\n{string.Concat(Enumerable.Repeat("X:\r\n", 20_000))}\r\nbody" },
        { "long-address", $"From: bob@fabrikam.com\r\nTo: {new string('m', 5_000)}@fabrikam.com\r\n\r\nbody" },
        { "replay-like", "X-Sender: <bob@fabrikam.com>\r\nX-Receiver: <mary@fabrikam.com>\r\nSubject: s\r\n\r\nbody" },
        { "two-senders", "X-Sender: <a@x.com>\r\nX-Sender: <b@x.com>\r\nX-Receiver: <mary@fabrikam.com>\r\n\r\nbody" },
        { "bad-notify", "X-Sender: <bob@fabrikam.com>\r\nX-Receiver: <mary@fabrikam.com> NOTIFY=NEVER,SUCCESS\r\n\r\nbody" },
        { "blank-created-by", "X-Sender: <bob@fabrikam.com>\r\nX-Receiver: <mary@fabrikam.com>\r\nX-CreatedBy:\r\n\r\nbody" },
        { "bad-utf-8", "From: \u00C3\u0028 <bob@fabrikam.com>\r\nTo: \u00FF\u00FE <mary@fabrikam.com>\r\nSubject: \u00C0\u0080\r\n\r\n\u00C0\u0080" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task should_account_for_the_file_and_go_on(string name, string content)
    {
        foreach (var directory in new[] { _folder.Pickup, _folder.Replay })
        {
            _folder.Put(directory, content, $"{name}.eml");
            await Eventually.HoldsAsync(
                () => !File.Exists(Path.Combine(directory, $"{name}.eml")) && Directory.GetFiles(directory, $"{name}.*.tmp").Length == 0,
                _folder.Describe);

            if (File.Exists(Path.Combine(directory, $"{name}.bad")))
            {
                Assert.Equal(Encoding.Latin1.GetBytes(content), File.ReadAllBytes(Path.Combine(directory, $"{name}.bad")));
                Assert.Matches(@"^FT-3\d{3} [A-Za-z]+(: [^\r\n\0]*)?\r?\n\z", File.ReadAllText(Path.Combine(directory, $"{name}.bad.reason")));
            }
        }

        await StillDeliversAsync($"after {name}");
    }

    [Fact]
    public async Task should_use_another_name_when_the_bad_file_exists()
    {
        foreach (var content in new[] { "first", "second", "third" })
        {
            _folder.Put(_folder.Pickup, content, "same.eml");
            await Eventually.HoldsAsync(() => !File.Exists(Path.Combine(_folder.Pickup, "same.eml")), _folder.Describe);
        }

        // P18: the datetime is appended, and nothing is overwritten.
        await Eventually.HoldsAsync(() => Directory.GetFiles(_folder.Pickup, "same*.bad").Length == 3, _folder.Describe);
        Assert.Equal(
            ["first", "second", "third"],
            Directory.GetFiles(_folder.Pickup, "same*.bad").Select(File.ReadAllText).Order(StringComparer.Ordinal));
    }

    [UnixFact]
    public async Task should_leave_what_is_no_message_file()
    {
        var target = Path.Combine(_folder.Root, "target.eml");
        File.WriteAllText(target, "From: bob@fabrikam.com\r\nTo: [FAX:+1]\r\nSubject: linked\r\n\r\n");
        File.CreateSymbolicLink(Path.Combine(_folder.Pickup, "link.eml"), target);
        Directory.CreateDirectory(Path.Combine(_folder.Pickup, "directory.eml"));
        using (var fifo = Process.Start("mkfifo", Path.Combine(_folder.Pickup, "fifo.eml")))
        {
            await fifo.WaitForExitAsync();
        }

        File.WriteAllText(Path.Combine(_folder.Pickup, "note.txt"), "not looked at");
        File.WriteAllText(Path.Combine(_folder.Pickup, ".hidden.eml"), "From: bob@fabrikam.com\r\nTo: [FAX:+1]\r\nSubject: hidden\r\n\r\n");

        await StillDeliversAsync("after no message files");

        Assert.True(File.Exists(target));
        Assert.All(
            new[] { "link.eml", "directory.eml", "fifo.eml", "note.txt", ".hidden.eml" },
            name => Assert.True(Path.Exists(Path.Combine(_folder.Pickup, name)), name));
        Assert.DoesNotContain(_folder.Dropped("Fax"), file => file.Head.Contains("linked", StringComparison.Ordinal));
        File.Delete(Path.Combine(_folder.Pickup, "fifo.eml"));
        File.Delete(Path.Combine(_folder.Pickup, "link.eml"));
        Directory.Delete(Path.Combine(_folder.Pickup, "directory.eml"));
    }

    [UnixFact]
    public async Task should_wait_for_the_writer_when_a_file_is_still_open()
    {
        var path = Path.Combine(_folder.Pickup, "slow.eml");
        using (var writer = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            writer.Write("From: bob@fabrikam.com\r\nTo: [FAX:+1]\r\nSubject: slow\r\n\r\nfirst half, "u8);
            writer.Flush(flushToDisk: true);
            await StillDeliversAsync("while a file is open");
            Assert.True(File.Exists(path));

            writer.Write("second half"u8);
        }

        var file = await _folder.DroppedAsync("Fax", "slow");
        Assert.Equal("first half, second half", Encoding.ASCII.GetString(file.Body));
    }

    [Fact]
    public async Task should_leave_a_file_untouched_when_it_is_larger_than_this_server_looks_at()
    {
        var path = Path.Combine(_folder.Pickup, "huge.eml");
        using (var huge = new FileStream(path + ".part", FileMode.CreateNew))
        {
            huge.Write("From: bob@fabrikam.com\r\nTo: [FAX:+1]\r\nSubject: huge\r\n\r\n"u8);
            huge.SetLength(200_000_000); // sparse: the default limit is 150 MB
        }

        File.Move(path + ".part", path);
        await StillDeliversAsync("after a huge file");

        Assert.Equal(200_000_000, new FileInfo(path).Length);
        File.Delete(path);
    }

    private async Task StillDeliversAsync(string subject)
    {
        foreach (var (directory, head) in new[]
        {
            (_folder.Pickup, "From: bob@fabrikam.com\r\nTo: [FAX:+1]\r\n"),
            (_folder.Replay, "X-Sender: <bob@fabrikam.com>\r\nX-Receiver: <IMCEAFAX-1@contoso.com>\r\n"),
        })
        {
            var unique = $"{subject} in {Path.GetFileName(directory)}";
            _folder.Put(directory, $"{head}Subject: {unique}\r\n\r\nbody");
            await _folder.DroppedAsync("Fax", unique);
        }
    }
}
