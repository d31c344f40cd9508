using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

/// <summary>The law of drop files: the Replay directory gives back the envelope, the trace and the body.</summary>
public class DropFileRoundTripSpecs
{
    [Property(Arbitrary = [typeof(DropFileRoundTripSpecs)], MaxTest = 500, Replay = "(7130923471625301451,2894671920384756123)")]
    public void should_give_back_envelope_trace_and_body_when_a_drop_file_is_replayed(DropFileHead request, byte[] body)
    {
        var stored = "Received: from a by b; c\r\nFrom: Bob <bob@fabrikam.com>\r\nX-Sender: <not@part.of.it>\r\n"
            + "Date: Sun, 31 Mar 2024 16:36:42 +0000\r\nMessage-ID: <1@x>\r\n\r\n";
        request = request with { BodyLength = body.Length };

        byte[] file = [.. DropFile.ComposeHead(request, Encoding.ASCII.GetBytes(stored)), .. body];
        var message = Files.Replay(file).Accepted();

        var expected = request.Envelope;
        Assert.Equal(expected with { Recipients = [] }, message.Envelope with { Recipients = [] });
        Assert.Equal(expected.Recipients.Select(WithSafeEnd).ToArray(), message.Envelope.Recipients.ToArray());
        Assert.Equal(request.Trace with { CreatedBy = request.CreatedBy }, message.Trace);
        Assert.Equal(body, file[message.BodyOffset..]);
        Assert.Empty(message.Refused);
        Assert.Empty(message.Warnings);
        Assert.EndsWith("\r\n" + stored, message.Text(), StringComparison.Ordinal);
        Assert.Contains($"X-EndOfInjectedXHeaders: {stored.Length + body.Length}\r\n", Encoding.ASCII.GetString(file), StringComparison.Ordinal);
    }

    /// <summary>A semicolon that ends an ORCPT comes back as the hexadecimal of the same xtext.</summary>
    internal static EnvelopeRecipient WithSafeEnd(EnvelopeRecipient recipient) => recipient.OriginalRecipient is { } original && original.EndsWith(';')
        ? recipient with { OriginalRecipient = original[..^1] + "+3B" }
        : recipient;

    public static Arbitrary<DropFileHead> Requests() => Arb.From(
        from envelope in Envelopes()
        from createdBy in Gen.Elements("MSExchange15", "Notes", "ForeignTransport")
        from helo in Gen.Elements(null, "mail.fabrikam.com", "[10.1.1.1]")
        from properties in Gen.Elements(null, "BQBjAAoAgkemlidQ3AgFADcA", "AA==")
        from source in Gen.Elements("Pickup", "SMTP:Default MBX1", "SMTP:Grüße")
        from address in Gen.Elements(null, "0.0.0.0", "203.0.113.9", "2001:db8::1")
        from duplicate in Gen.Elements(true, false)
        select new DropFileHead(envelope, new TraceInfo(createdBy, helo, properties, source, address), createdBy, 0, duplicate));

    private static Gen<Envelope> Envelopes() =>
        from sender in Gen.Elements("", "bob@fabrikam.com", "\"bob > smith\"@x.com", "=?+*@x.com")
        from recipients in Recipients().NonEmptyListOf()
        from ret in Gen.Elements(DsnReturn.Unspecified, DsnReturn.Full, DsnReturn.Headers)
        from body in Gen.Elements(BodyType.Unspecified, BodyType.SevenBit, BodyType.EightBitMime, BodyType.BinaryMime)
        from id in Texts()
        from auth in Gen.Elements(null, "<>", "<someAuth>", "bob+3D@x.com")
        select new Envelope(sender, [.. recipients.DistinctBy(recipient => recipient.Address.ToUpperInvariant())], ret, id is null ? null : Xtext.Encode(id), body, auth);

    private static Gen<EnvelopeRecipient> Recipients() =>
        from address in Gen.OneOf(
            Gen.Elements("\"a;b c\"@x.com", "u@[10.1.1.1]", "ann@contoso.com"),
            Texts().Where(text => text is not null).Select(text => Imcea.Encapsulate(new NativeAddress("FAX", text!), "contoso.com")))
        from notify in Gen.Elements(
            DsnNotify.Unspecified, DsnNotify.Never, DsnNotify.Success, DsnNotify.Success | DsnNotify.Failure | DsnNotify.Delay, DsnNotify.Delay)
        from original in Texts()
        from properties in Gen.Elements(null, "BQAm", "AAA=", "AA==")
        select new EnvelopeRecipient(address, notify, original is null ? null : "rfc822;" + Xtext.Encode(original), properties);

    private static Gen<string?> Texts() => Gen.OneOf(
        Gen.Constant<string?>(null),
        Gen.Choose(' ', '~').Select(value => (char)value).NonEmptyListOf().Select(list => (string?)new string([.. list.Take(30)])));
}
