using System.Text;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

public class HeaderNamesSpecs
{
    [Theory]
    [InlineData("fRoM", HeaderKind.From)]
    [InlineData("To", HeaderKind.To)]
    [InlineData("cc", HeaderKind.Cc)]
    [InlineData("BCC", HeaderKind.Bcc)]
    [InlineData("Message-Id", HeaderKind.MessageId)]
    [InlineData("X-sender", HeaderKind.XSender)]
    [InlineData("X-Receiver", HeaderKind.XReceiver)]
    [InlineData("X-CreatedBy", HeaderKind.XCreatedBy)]
    [InlineData("X-HeloDomain", HeaderKind.XHeloDomain)]
    [InlineData("X-ExtendedProps", HeaderKind.XExtendedProps)]
    [InlineData("X-ExtendedMessageProps", HeaderKind.XExtendedProps)]
    [InlineData("X-Source", HeaderKind.XSource)]
    [InlineData("X-SourceIPAddress", HeaderKind.XSourceIPAddress)]
    [InlineData("X-EndOfInjectedXHeaders", HeaderKind.XEndOfInjectedXHeaders)]
    [InlineData(HeaderNames.XPossibleDuplicate, HeaderKind.XPossibleDuplicate)]
    [InlineData("Resent-Message-ID", HeaderKind.Resent)]
    [InlineData("x-ms-exchange-organization-scl", HeaderKind.Organization)]
    [InlineData("X-MS-Exchange-Forest-RulesExecuted", HeaderKind.Forest)]
    [InlineData("X-MS-Exchange-Message-Is-Ndr", HeaderKind.Other)]
    [InlineData("X-MS-Exchange-Organization", HeaderKind.Other)]
    [InlineData("Resent", HeaderKind.Other)]
    [InlineData("Fromm", HeaderKind.Other)]
    public void should_know_the_kind_when_given_a_name(string name, HeaderKind expected) =>
        Assert.Equal(expected, HeaderNames.Classify(Encoding.ASCII.GetBytes(name)));
}
