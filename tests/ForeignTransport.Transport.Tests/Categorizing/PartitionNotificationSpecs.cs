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

    [Theory]
    [InlineData("Accept-Language: de-AT\r\n", "Unzustellbar: 1", "nicht richtig geschrieben")]
    [InlineData("", "Non remis : 1", "Falsch")]
    public async Task should_speak_the_language_of_the_original_or_the_default(string header, string subject, string other)
    {
        var report = await ReportAsync(
            new TransportConfig { ExternalDsnDefaultLanguage = "fr", ExternalDsnSendHtml = false }, header, new SystemMessage("de", false, "5.1.3", "Falsch geschrieben: <B>Größe</B>."));

        Assert.Equal(subject, report.Subject);
        var text = ((TextPart)((Multipart)report.Body!)[0]).Text;
        Assert.Contains(header.Length > 0 ? "    Falsch geschrieben: Größe." : "    L'adresse n'est pas écrite correctement.", text, StringComparison.Ordinal);
        Assert.DoesNotContain(other, text, StringComparison.Ordinal);
    }

    /// <summary>What the sender of a refused message is sent.</summary>
    private async Task<MimeMessage> ReportAsync(TransportConfig config, string header = "", params SystemMessage[] messages)
    {
        var state = OrganizationState.Restore(
            1, [Fax, Smtp], [new TransportService("Hub01")], [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)], config, systemMessages: messages);
        Assert.True(Organization.Offer(state));
        Sys.EventStream.Publish(new OrganizationChanged(state));
        var message = Message(1, Stranger, Refused);
        var head = $"From: {Stranger}\r\n{header}\r\n";
        Store.Put(message.Id, System.Text.Encoding.ASCII.GetBytes(head + "hello\r\n"), head.Length);
        await SubmittedAsync(Start(), message);
        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<DsnAccepted>()));
        var dsn = Assert.Single(Journal.Written.OfType<DsnAccepted>()).Dsn;
        return await MimeMessage.LoadAsync(new MemoryStream(Store[dsn.Id]));
    }
}
