using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Submission;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

public sealed class BadmailSpecs : IDisposable
{
    private const string Malformed = "no header at all";
    private readonly IntakeDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task should_keep_the_file_with_one_line_of_reason_beside_it_when_it_is_badmail()
    {
        _directory.Write("a.eml", Malformed);

        var result = await _directory.TakeAsync("a.eml");

        Assert.Equal(["a.bad", "a.bad.reason"], _directory.Names);
        Assert.Equal(Malformed, _directory.Read("a.bad"));
        Assert.Matches(@"\AFT-30\d\d .*\n\z", _directory.Read("a.bad.reason"));
        Assert.Equal("a", Assert.Single(result.Badmail).Name);
        Assert.Empty(_directory.Store.Ids);
    }

    [Fact]
    public async Task should_add_the_time_and_then_a_number_when_names_are_taken()
    {
        // P18
        foreach (var _ in Enumerable.Range(0, 3))
        {
            _directory.Write("a.eml", Malformed);
            await _directory.TakeAsync("a.eml");
        }

        Assert.Equal(
            ["a.bad", "a.bad.reason", "a20261123120000000-2.bad", "a20261123120000000-2.bad.reason", "a20261123120000000.bad", "a20261123120000000.bad.reason"],
            _directory.Names);
    }

    [Fact]
    public async Task should_use_the_name_before_the_claim_when_a_claim_of_an_earlier_incarnation_is_badmail()
    {
        var claim = _directory.Claim("a.eml", Malformed);

        var result = await _directory.TakeAsync(SubmissionKind.Pickup, claim);

        Assert.Equal(["a.bad", "a.bad.reason"], _directory.Names);
        Assert.Equal(claim.ClaimedAs, Assert.Single(result.Badmail).Id);
    }

    [Fact]
    public async Task should_decide_the_same_again_when_it_stopped_between_the_reason_and_the_rename()
    {
        var claim = _directory.Claim("a.eml", Malformed);
        _directory.Write("a.bad.reason", "written before the stop");

        await _directory.TakeAsync(SubmissionKind.Pickup, claim);

        Assert.Equal(["a.bad", "a.bad.reason"], _directory.Names);
        Assert.StartsWith("FT-30", _directory.Read("a.bad.reason"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('a', 251)]
    [InlineData('ä', 125)]
    public async Task should_cut_the_name_when_it_leaves_no_room_for_the_reason(char letter, int count)
    {
        var name = new string(letter, count) + ".eml";
        foreach (var _ in Enumerable.Range(0, 3))
        {
            _directory.Write(name, Malformed);
            Assert.Empty((await _directory.TakeAsync(name)).Left);
        }

        Assert.Equal(3, _directory.Names.Count(found => found.EndsWith(".bad", StringComparison.Ordinal)));
        Assert.Equal(3, _directory.Names.Count(found => found.EndsWith(".bad.reason", StringComparison.Ordinal)));
        Assert.Equal(6, _directory.Names.Length);
    }

    [Fact]
    public async Task should_not_write_through_a_link_when_one_lies_where_the_reason_goes()
    {
        using var elsewhere = new IntakeDirectory();
        elsewhere.Write("precious", "precious");
        File.CreateSymbolicLink(_directory.File("a.bad.reason"), elsewhere.File("precious"));
        _directory.Write("a.eml", Malformed);

        await _directory.TakeAsync("a.eml");

        Assert.Equal("precious", elsewhere.Read("precious"));
        Assert.Null(new FileInfo(_directory.File("a.bad.reason")).LinkTarget);
        Assert.StartsWith("FT-30", _directory.Read("a.bad.reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_give_way_when_a_directory_or_a_dangling_link_has_the_name()
    {
        Directory.CreateDirectory(_directory.File("a.bad.reason"));
        File.CreateSymbolicLink(_directory.File("b.bad"), _directory.File("nowhere"));
        _directory.Write("a.eml", Malformed);
        _directory.Write("b.eml", Malformed);

        var result = await _directory.TakeAsync("a.eml", "b.eml");

        Assert.Equal(2, result.Badmail.Length);
        Assert.Contains("a20261123120000000.bad", _directory.Names);
        Assert.Contains("b20261123120000000.bad", _directory.Names);
    }

    [Fact]
    public async Task should_never_break_the_line_of_the_reason_when_the_file_tries_to()
    {
        _directory.Write("two\nlines.eml", "From: a@contoso.com\r\nThis is no field\u0007\u001b[31m\r\n\r\nx");

        await _directory.TakeAsync("two\nlines.eml");

        var reason = _directory.Read("two\nlines.bad.reason");
        Assert.EndsWith(Environment.NewLine, reason, StringComparison.Ordinal);
        Assert.DoesNotContain(reason.TrimEnd('\r', '\n'), char.IsControl);
    }

    [Fact]
    public async Task should_keep_the_claim_for_another_try_when_it_cannot_be_read()
    {
        var claim = _directory.Claim("a.eml", Malformed);
        File.Delete(_directory.File(claim.Name));
        Directory.CreateDirectory(_directory.File(claim.Name));

        var left = Assert.Single((await _directory.TakeAsync(SubmissionKind.Pickup, claim)).Left);

        Assert.Equal((claim.Name, claim), (left.Name, left.Claim));
        Assert.Equal(ErrorCatalogue.SubmissionFileNotRegular, left.Reason!.Entry);
        Assert.Equal([claim.Name], _directory.Names);
    }
}
