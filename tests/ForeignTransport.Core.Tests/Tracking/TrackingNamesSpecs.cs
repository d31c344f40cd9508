using ForeignTransport.Core.Tracking;
using Xunit;

namespace ForeignTransport.Core.Tests.Tracking;

public class TrackingNamesSpecs
{
    // tracking.md section 6.
    private const string Events =
        "AGENTINFO BADMAIL CLIENTSUBMISSION DEFER DELIVER DELIVERFAIL DROP DSN DUPLICATEDELIVER DUPLICATEEXPAND DUPLICATEREDIRECT EXPAND FAIL "
        + "HADISCARD HARECEIVE HAREDIRECT HAREDIRECTFAIL INITMESSAGECREATED LOAD MODERATIONEXPIRE MODERATORAPPROVE MODERATORREJECT MODERATORSALLNDR "
        + "NOTIFYMAPI NOTIFYSHADOW POISONMESSAGE PROCESS PROCESSMEETINGMESSAGE RECEIVE REDIRECT RESOLVE RESUBMIT RESUBMITDEFER RESUBMITFAIL SEND "
        + "SUBMIT SUBMITDEFER SUBMITFAIL SUPPRESSED THROTTLE TRANSFER";

    // tracking.md section 7.
    private const string Sources =
        "ADMIN AGENT APPROVAL BOOTLOADER DNS DSN GATEWAY MAILBOXRULE MEETINGMESSAGEPROCESSOR ORAR PICKUP POISONMESSAGE PUBLICFOLDER QUEUE REDUNDANCY "
        + "RESOLVER ROUTING SAFETYNET SMTP STOREDRIVER";

    [Fact]
    public void should_be_the_documented_names_when_listed()
    {
        Assert.Equal(Events.Split(' '), Enum.GetValues<TrackingEventId>().Select(id => id.Name()));
        Assert.Equal(Sources.Split(' '), Enum.GetValues<TrackingSource>().Select(source => source.Name()));
    }

    [Fact]
    public void should_be_found_in_any_case_when_read()
    {
        Assert.True(TrackingNames.TryParse("poisonMessage", out TrackingEventId eventId));
        Assert.Equal(TrackingEventId.PoisonMessage, eventId);
        Assert.True(TrackingNames.TryParse("gateway", out TrackingSource source));
        Assert.Equal(TrackingSource.Gateway, source);
        Assert.False(TrackingNames.TryParse("1", out eventId));
        Assert.False(TrackingNames.TryParse("", out source));
    }
}
