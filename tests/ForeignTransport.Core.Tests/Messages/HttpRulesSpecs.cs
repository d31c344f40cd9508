using System.Text;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

public class HttpRulesSpecs
{
    private const string From = "From: bob@fabrikam.com";
    private const string To = "To: mary@contoso.com, joe@contoso.com";

    [Fact]
    public void should_take_the_envelope_from_the_header_as_pickup_does_when_none_is_given()
    {
        var message = Accept(Files.Of(To, "Bcc: eve@contoso.com", From));

        Assert.Equal("bob@fabrikam.com", message.Envelope.ReversePath);
        Assert.Equal(["mary@contoso.com", "joe@contoso.com", "eve@contoso.com"], message.Addresses());
        Assert.Equal(new TraceInfo(Source: "HTTP"), message.Trace);
        Assert.StartsWith("Received: from HTTP by hub01.contoso.com ", message.Lines()[0], StringComparison.Ordinal);
        Assert.Contains(To, message.Lines());
        Assert.DoesNotContain(message.Lines(), line => line.StartsWith("Bcc", StringComparison.Ordinal));
    }

    [Fact]
    public void should_take_the_envelope_that_is_given_before_that_of_the_header()
    {
        var message = Accept(Files.Of(To, From), "alice@fabrikam.com", "Jane <jane@contoso.com>", "[FAX:+1 425], jim@contoso.com");

        Assert.Equal("alice@fabrikam.com", message.Envelope.ReversePath);
        Assert.Equal(["jane@contoso.com", "IMCEAFAX-+2B1+20425@contoso.com", "jim@contoso.com"], message.Addresses());
        Assert.Contains(To, message.Lines());
        Assert.Equal("bob@fabrikam.com", message.HeaderFrom);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<>")]
    public void should_have_the_null_reverse_path_when_from_is_empty(string from)
    {
        var message = Accept(Files.Of(To), from);

        Assert.True(message.Envelope.HasNullReversePath);
        Assert.Equal(2, message.Envelope.Recipients.Length);
    }

    [Fact]
    public void should_not_disclose_recipients_that_only_the_envelope_has() =>
        Assert.Contains("To: Undisclosed recipients:;", Accept(Files.Of(From), null, "jane@contoso.com").Lines());

    [Fact]
    public void should_deliver_to_each_recipient_once() =>
        Assert.Single(Accept(Files.Of(From), null, "jane@contoso.com", "JANE@contoso.com").Envelope.Recipients);

    [Theory]
    [InlineData("nobody", "From")]
    [InlineData("a@x.com\r\nX-Evil: 1", "From")]
    [InlineData("a@x.com, b@x.com", "From")]
    public void should_refuse_a_given_originator_that_is_no_address(string from, string parameter)
    {
        var error = Refused(Files.Of(To, From), from);

        Assert.Equal((ErrorCatalogue.InvalidOriginator, parameter), (error.Entry, error.Parameter));
        Assert.DoesNotContain('\n', error.Detail);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("a@x.com, nobody")]
    [InlineData("a@x.com\r\n evil")]
    public void should_refuse_everything_when_a_given_recipient_is_no_address(string to)
    {
        var error = Refused(Files.Of(To, From), null, "jane@contoso.com", to);

        Assert.Equal((ErrorCatalogue.InvalidRecipient, "To"), (error.Entry, error.Parameter));
        Assert.DoesNotContain('\n', error.Detail);
    }

    [Fact]
    public void should_report_addresses_of_the_header_that_are_none_and_deliver_to_the_others()
    {
        var message = Accept(Files.Of("To: mary@contoso.com, nobody", From));

        Assert.Equal(["mary@contoso.com"], message.Addresses());
        Assert.Equal("nobody", Assert.Single(message.Refused).Address);
        Assert.Equal([new SubmissionWarning(SubmissionWarningKind.RecipientRefused, "nobody")], message.Warnings.ToArray());
    }

    [Theory]
    [InlineData("From: bob@fabrikam.com\r\nTo: nobody\r\n\r\n", "InvalidRecipient")]
    [InlineData("From: bob@fabrikam.com\r\nSubject: x\r\n\r\n", "NoRecipients")]
    [InlineData("To: mary@contoso.com\r\n\r\n", "NoOriginator")]
    [InlineData("From: a@x.com, b@x.com\r\nTo: mary@contoso.com\r\n\r\n", "AmbiguousOriginator")]
    [InlineData("From: bob@fabrikam.com\r\nTo: mary@contoso.com\r\n", "HeaderNotTerminated")]
    [InlineData("not a header\r\n\r\n", "MalformedHeader")]
    [InlineData("From: bob@fabrikam.com\r\nTo: m@x.com\r\nContent-Type: multipart/mixed\r\n\r\n", "MalformedContent")]
    [InlineData("X-Sender: <a@x.com>\r\nFrom: bob@fabrikam.com\r\nTo: m@x.com\r\n\r\n", "ReplayLookalike")]
    public void should_refuse_what_pickup_reports_when_it_concerns_the_whole_message(string message, string expected) =>
        Assert.Equal(expected, Refused(Encoding.ASCII.GetBytes(message)).Entry.Name);

    [Fact]
    public void should_refuse_too_many_recipients_wherever_they_stand()
    {
        string[] many = [.. Enumerable.Range(0, 4).Select(number => $"a{number}@contoso.com")];
        var context = Files.Context with { FileSize = 1000, MaxRecipients = 3 };

        Assert.Equal(ErrorCatalogue.TooManyRecipients, RefusedWithin(context, Files.Of(From), many).Entry);
        Assert.Equal(ErrorCatalogue.TooManyRecipients, RefusedWithin(context, Files.Of(From, $"To: {string.Join(", ", many)}")).Entry);
    }

    [Fact]
    public void should_refuse_what_is_over_a_limit()
    {
        var file = Files.Of([From, To, .. Enumerable.Repeat("Received: from a by b", 3)]);

        Assert.Equal(ErrorCatalogue.MessageTooLarge, RefusedWithin(Files.Context with { FileSize = 1001, MaxMessageSize = 1000 }, file).Entry);
        Assert.Equal(ErrorCatalogue.HeaderTooLarge, RefusedWithin(Files.Context with { FileSize = file.Length, MaxHeaderSize = 20 }, file).Entry);
        Assert.Equal(ErrorCatalogue.HopCountExceeded, RefusedWithin(Files.Context with { FileSize = file.Length, MaxHopCount = 2 }, file).Entry);
    }

    private static AcceptedMessage Accept(byte[] message, string? from = null, params string[] to)
    {
        Assert.True(HttpRules.TryAccept(message, true, new SubmittedEnvelope(from, [.. to]), Files.Context with { FileSize = message.Length }, out var accepted, out var error), error?.ToString());
        return accepted;
    }

    private static TransportError Refused(byte[] message, string? from = null, params string[] to)
    {
        Assert.False(HttpRules.TryAccept(message, true, new SubmittedEnvelope(from, [.. to]), Files.Context with { FileSize = message.Length }, out _, out var error));
        return error;
    }

    private static TransportError RefusedWithin(SubmissionContext context, byte[] message, params string[] to)
    {
        Assert.False(HttpRules.TryAccept(message, true, new SubmittedEnvelope(null, [.. to]), context, out _, out var error));
        return error;
    }
}
