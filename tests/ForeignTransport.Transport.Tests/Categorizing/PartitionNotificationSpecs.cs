using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Configuration;
using MimeKit;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>What a partition makes of the settings for notifications: those of the audience, as they are when the notification is composed.</summary>
public class PartitionNotificationSpecs : PartitionWorld
{
    private const string Stranger = "alice@fabrikam.com";

    private static readonly RefusedRecipient Refused = new("nobody", "5.1.3", "550 5.1.3 x", DsnNotify.Unspecified, null);

    [Theory]
    [InlineData(true, "multipart/alternative")]
    [InlineData(false, "text/plain")]
    public async Task should_add_html_when_the_audience_gets_it(bool isSent, string expected)
    {
        var report = await ReportAsync(new TransportConfig { InternalDsnSendHtml = !isSent, ExternalDsnSendHtml = isSent });

        Assert.Equal(expected, ((Multipart)report.Body!)[0].ContentType.MimeType);
    }

    /// <summary>What the sender of a refused message is sent.</summary>
    private async Task<MimeMessage> ReportAsync(TransportConfig config)
    {
        var state = OrganizationState.Restore(
            1, [Fax, Smtp], [new TransportService("Hub01")], [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)], config);
        Assert.True(Organization.Offer(state));
        Sys.EventStream.Publish(new OrganizationChanged(state));
        await SubmittedAsync(Start(), Message(1, Stranger, Refused));
        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<DsnAccepted>()));
        var dsn = Assert.Single(Journal.Written.OfType<DsnAccepted>()).Dsn;
        return await MimeMessage.LoadAsync(new MemoryStream(Store[dsn.Id]));
    }
}
