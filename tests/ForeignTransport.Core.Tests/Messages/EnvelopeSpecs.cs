using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

public class EnvelopeSpecs
{
    private static readonly EnvelopeRecipient Plain = new("IMCEAFAX-1@contoso.com", DsnNotify.Failure, "rfc822;one@contoso.com");
    private static readonly EnvelopeRecipient OfManager = new("IMCEAFAX-2@contoso.com", DsnNotify.Failure) { ReportTo = "boss@contoso.com" };
    private static readonly Envelope Whole = new("bob@fabrikam.com", [Plain, OfManager], DsnReturn.Headers, "order+2B7", BodyType.EightBitMime, "<>");

    [Fact]
    public void should_keep_everything_but_the_other_recipients_when_the_originator_is_told()
    {
        var envelope = Whole.For([Plain]);

        Assert.Equal(Plain, Assert.Single(envelope.Recipients));
        Assert.Equal(Whole, envelope with { Recipients = Whole.Recipients });
    }

    [Fact]
    public void should_have_the_manager_as_its_reverse_path_and_no_envelope_id_when_he_is_told_of_all()
    {
        var envelope = Whole.For([OfManager]);

        Assert.Equal(OfManager with { ReportTo = null }, Assert.Single(envelope.Recipients));
        Assert.Equal(Whole with { ReversePath = "boss@contoso.com", EnvelopeId = null }, envelope with { Recipients = Whole.Recipients });
    }

    [Fact]
    public void should_name_the_originator_when_not_all_report_to_one()
    {
        Assert.Equal("bob@fabrikam.com", Whole.For([OfManager, Plain]).ReversePath);
        Assert.Equal("bob@fabrikam.com", Whole.For([OfManager, OfManager with { ReportTo = "chief@contoso.com" }]).ReversePath);
        Assert.Equal("bob@fabrikam.com", Whole.For([]).ReversePath);
    }
}
