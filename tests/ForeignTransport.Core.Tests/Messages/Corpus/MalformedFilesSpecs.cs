using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages.Corpus;

public class MalformedFilesSpecs
{
    [Theory]
    [InlineData("minimal", "bob@fabrikam.com > mary@contoso.com")]
    [InlineData("unix-line-ends", "bob@fabrikam.com > mary@contoso.com jane@contoso.com")]
    [InlineData("mixed-line-ends", "bob@fabrikam.com > mary@contoso.com")]
    [InlineData("classic-mac-line-ends", "HeaderNotTerminated")]
    [InlineData("byte-order-mark", "bob@fabrikam.com > mary@contoso.com")]
    [InlineData("utf-16", "HeaderNotTerminated")]
    [InlineData("mbox", "MalformedHeader")]
    [InlineData("no-body-no-blank-line", "HeaderNotTerminated")]
    [InlineData("blank-line-of-blanks", "HeaderNotTerminated")]
    [InlineData("binary", "MalformedHeader")]
    [InlineData("nul-in-address", "bob@fabrikam.com > jane@contoso.com ! ma?ry@contoso.com")]
    [InlineData("header-injection", "bob@fabrikam.com > mary@contoso.com")]
    [InlineData("latin-1-names", "bob@fabrikam.com > mary@contoso.com")]
    [InlineData("fax-one-off", "bob@fabrikam.com > IMCEAFAX-Jane+20Doe+40+2B1+20425+20555+200100@contoso.com IMCEAFAX-+2B49+2030+201@contoso.com")]
    [InlineData("groups", "bob@fabrikam.com > mary@contoso.com jane@contoso.com")]
    [InlineData("semicolons", "bob@fabrikam.com > mary@contoso.com jane@contoso.com")]
    [InlineData("only-bcc", "bob@fabrikam.com > mary@contoso.com")]
    [InlineData("no-recipients", "bob@fabrikam.com > ! ")]
    [InlineData("bounce", "InvalidOriginator")]
    [InlineData("multipart-without-boundary", "bob@fabrikam.com > ! mary@contoso.com")]
    [InlineData("real-export", "ReplayLookalike")]
    [InlineData("gateway-replay", "ReplayLookalike")]
    [InlineData("two-exports-in-one-file", "ReplayLookalike")]
    public void should_decide_as_expected_when_the_file_is_in_pickup(string name, string expected) =>
        Assert.Equal(expected, Describe(Files.Pickup(MalformedFiles.All[name])));

    [Theory]
    [InlineData("minimal", "NoOriginator")]
    [InlineData("real-export", "list+bounces-1@lists.example.org > user@contoso.com")]
    [InlineData("gateway-replay", "bob@fabrikam.com > mary@contoso.com")]
    [InlineData("two-exports-in-one-file", "a@x.com > b@x.com")]
    public void should_decide_as_expected_when_the_file_is_in_replay(string name, string expected) =>
        Assert.Equal(expected, Describe(Files.Replay(MalformedFiles.All[name])));

    [Fact]
    public void should_encapsulate_the_whole_address_when_an_x400_one_off_is_folded() =>
        Assert.StartsWith("IMCEAX400-", Assert.Single(Files.Pickup(MalformedFiles.All["x400-one-off"]).Accepted().Addresses()), StringComparison.Ordinal);

    [Fact]
    public void should_write_no_line_of_the_attacker_when_a_value_hides_line_breaks() =>
        Assert.DoesNotContain(
            Files.Pickup(MalformedFiles.All["header-injection"]).Accepted().Lines(),
            line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));

    private static string Describe(SubmissionDecision decision)
    {
        if (decision is SubmissionDecision.Badmail)
        {
            return decision.BadmailName();
        }

        var message = decision.Accepted();
        var refused = message.Refused.Length == 0 ? [] : new[] { "!" }.Concat(message.Refused.Select(recipient => recipient.Address));
        return string.Join(' ', new[] { message.Envelope.ReversePath, ">" }.Concat(message.Addresses()).Concat(refused));
    }
}
