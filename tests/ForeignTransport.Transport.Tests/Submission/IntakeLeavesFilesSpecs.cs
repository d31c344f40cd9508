using System.Diagnostics;
using System.Text;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Submission;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

public sealed class IntakeLeavesFilesSpecs : IDisposable
{
    private readonly IntakeDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task should_leave_a_link_when_one_is_named_like_a_message()
    {
        using var elsewhere = new IntakeDirectory();
        elsewhere.Write("secret", IntakeDirectory.Pickup());
        File.CreateSymbolicLink(_directory.File("a.eml"), elsewhere.File("secret"));

        await AssertLeftAsync("a.eml", ErrorCatalogue.FileIsLink);
        Assert.True(File.Exists(elsewhere.File("secret")));
    }

    [Fact]
    public async Task should_leave_a_directory_when_one_is_named_like_a_message()
    {
        Directory.CreateDirectory(_directory.File("a.eml"));

        await AssertLeftAsync("a.eml", ErrorCatalogue.SubmissionFileNotRegular);
    }

    [Fact]
    public async Task should_say_that_a_name_is_not_utf8_when_the_file_is_there_and_forget_it_when_it_is_gone()
    {
        // The shell writes the byte FF as it is; .NET cannot.
        using (var make = Process.Start("sh", ["-c", "printf x > \"$0/$(printf 'a\\377b').eml\"", _directory.Path]))
        {
            await make.WaitForExitAsync();
        }

        var found = Assert.Single(DirectoryScan.Oldest(_directory.Path, 10));

        await AssertLeftAsync(found.Name, ErrorCatalogue.SubmissionFileUnreadable);

        using (var remove = Process.Start("sh", ["-c", "rm \"$0\"/*.eml", _directory.Path]))
        {
            await remove.WaitForExitAsync();
        }

        Assert.Empty((await _directory.TakeAsync(found.Name)).Left);
    }

    [Fact]
    public async Task should_leave_a_pipe_and_not_wait_for_it_when_one_is_named_like_a_message()
    {
        using (var make = Process.Start("mkfifo", [_directory.File("a.eml")]))
        {
            await make.WaitForExitAsync();
        }

        await AssertLeftAsync("a.eml", ErrorCatalogue.SubmissionFileNotRegular);
    }

    [Fact]
    public async Task should_leave_a_file_when_it_is_larger_than_files_may_be()
    {
        using (var file = File.Create(_directory.File("a.eml")))
        {
            file.SetLength(_directory.Settings.MaxFileSize + 1);
        }

        await AssertLeftAsync("a.eml", ErrorCatalogue.SubmissionFileTooLarge);
    }

    [Fact]
    public async Task should_leave_a_file_until_its_writer_is_done_when_it_is_being_written()
    {
        using (var writer = new StreamWriter(_directory.File("a.eml")))
        {
            writer.Write("From: bob@contoso.com\r\nTo: mary@fabrikam.com\r\n\r\nhel");
            writer.Flush();
            await AssertLeftAsync("a.eml", null);
            writer.Write("lo");
        }

        var message = Assert.Single((await _directory.TakeAsync("a.eml")).Accepted).Message;
        Assert.Equal("hello"u8, _directory.Store[message.Id].AsSpan(message.HeadLength));
    }

    [Fact]
    public async Task should_leave_an_empty_file_while_it_is_young_and_call_it_badmail_when_it_stays_empty()
    {
        _directory.Write("a.eml", "");
        File.SetLastWriteTimeUtc(_directory.File("a.eml"), IntakeDirectory.Start.UtcDateTime);
        await AssertLeftAsync("a.eml", null);

        _directory.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ErrorCatalogue.HeaderNotTerminated, Assert.Single((await _directory.TakeAsync("a.eml")).Badmail).Reason.Entry);
    }

    [Fact]
    public async Task should_say_nothing_when_a_file_has_vanished()
    {
        var result = await _directory.TakeAsync("a.eml");

        Assert.True(result is { Accepted.IsEmpty: true, Left.IsEmpty: true, Badmail.IsEmpty: true, Stalled.IsEmpty: true, Error: null });
    }

    [Fact]
    public async Task should_say_that_the_claim_is_gone_when_a_claim_has_vanished()
    {
        var claim = _directory.Claim("a.eml", "x");
        File.Delete(_directory.File(claim.Name));

        var result = await _directory.TakeAsync(SubmissionKind.Pickup, claim);

        Assert.Equal(claim.ClaimedAs!.Value, Assert.Single(result.Vanished));
    }

    [Fact]
    public async Task should_store_exactly_what_it_claimed_when_others_rename_over_the_name_meanwhile()
    {
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                _directory.Write("new", IntakeDirectory.Pickup(body: new string((char)('a' + (number % 26)), number % 50)));
                File.Move(_directory.File("new"), _directory.File("a.eml"), overwrite: true);
            }
        });

        for (var taken = 0; taken < 20;)
        {
            foreach (var claimed in (await _directory.TakeAsync("a.eml")).Accepted)
            {
                var file = await File.ReadAllTextAsync(claimed.ClaimPath);
                var stored = _directory.Store[claimed.Message.Id].AsMemory(claimed.Message.HeadLength);
                Assert.Equal(file[(file.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..], Encoding.ASCII.GetString(stored.Span));
                taken++;
            }
        }

        await stop.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task should_keep_the_claims_and_accept_nothing_when_the_store_refuses()
    {
        _directory.Write("a.eml", IntakeDirectory.Pickup());
        _directory.Write("b.eml", IntakeDirectory.Pickup());
        _directory.Store.Outage = ErrorCatalogue.MessageStoreFull.With("test");

        var result = await _directory.TakeAsync("a.eml", "b.eml");

        Assert.Empty(result.Accepted);
        Assert.Equal(ErrorCatalogue.MessageStoreFull, result.Error!.Entry);
        Assert.Equal(_directory.Names, result.Stalled.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(result.Stalled, file => Assert.NotNull(file.ClaimedAs));

        _directory.Store.Outage = null;
        var again = await _directory.TakeAsync(SubmissionKind.Pickup, [.. result.Stalled]);
        Assert.Equal(result.Stalled.Select(file => file.ClaimedAs!.Value), again.Accepted.Select(claimed => claimed.Message.Id));
    }

    private async Task AssertLeftAsync(string name, ErrorEntry? reason)
    {
        var result = await _directory.TakeAsync(name);

        var left = Assert.Single(result.Left);
        Assert.Equal((name, reason), (left.Name, left.Reason?.Entry));
        Assert.Empty(result.Accepted);
        Assert.Empty(result.Badmail);
        Assert.Contains(name, _directory.Names);
        Assert.Empty(_directory.Store.Ids);
    }
}
