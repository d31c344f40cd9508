using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using Xunit;

namespace ForeignTransport.Core.Tests.Configuration;

public class TransportServiceParametersSpecs
{
    // management.md section 5, as far as the parameters exist; defaults of our own are marked.
    [Theory]
    [InlineData("RootDropDirectoryPath", "", null, null)]
    [InlineData("PickupDirectoryPath", "default", null, "relative")]
    [InlineData("ReplayDirectoryPath", "default", null, @"\\server\share")]
    [InlineData("PickupDirectoryMaxHeaderSize", "64KB", "32768|2147483647", "32767|2147483648")]
    [InlineData("PickupDirectoryMaxMessagesPerMinute", "unlimited", "1|20000|Unlimited", "0|20001|-1")] // ours: unlimited
    [InlineData("PickupDirectoryMaxRecipientsPerMessage", "100", "1|10000", "0|10001")]
    [InlineData("DelayNotificationTimeout", "04:00:00", "00:00:01|30.00:00:00", "00:00:00|30.00:00:01")]
    [InlineData("MessageExpirationTimeout", "2.00:00:00", "00:00:05|90.00:00:00", "00:00:04|90.00:00:01")]
    [InlineData("MessageRetryInterval", "00:05:00", "00:00:01|1.00:00:00", "00:00:00|1.00:00:01")]
    [InlineData("OutboundConnectionFailureRetryInterval", "00:10:00", "00:00:01|20.00:00:00", "00:00:00|20.00:00:01")]
    [InlineData("TransientFailureRetryCount", "6", "0|15", "-1|16")]
    [InlineData("TransientFailureRetryInterval", "00:05:00", "00:00:01|12:00:00", "00:00:00|12:00:01")]
    [InlineData("QueueGlitchRetryCount", "4", "0|15", "-1|16")]
    [InlineData("QueueGlitchRetryInterval", "00:01:00", "00:00:01", "00:00:00")]
    [InlineData("MaxIdleTimeBeforeResubmit", "12:00:00", "00:00:01", "00:00:00")]
    [InlineData("QueueMaxIdleTime", "00:03:00", "00:00:05|01:00:00", "00:00:04|01:00:01")]
    [InlineData("PoisonMessageDetectionEnabled", "true", "$false|True", "2")]
    [InlineData("PoisonThreshold", "2", "1|10", "0|11|two")]
    [InlineData("MessageTrackingLogEnabled", "true", "false", "no")]
    [InlineData("MessageTrackingLogMaxAge", "30.00:00:00", "00:00:00|24855.03:14:07", "24855.03:14:08")]
    [InlineData("MessageTrackingLogMaxDirectorySize", "1000MB", "1|9223372036854775807|unlimited", "0")]
    [InlineData("MessageTrackingLogMaxFileSize", "10MB", "1|4294967296", "0|4294967297|unlimited")]
    [InlineData("MessageTrackingLogPath", "default", null, "Logs")]
    [InlineData("MessageTrackingLogSubjectLoggingEnabled", "true", "false", "")]
    [InlineData("ComponentState", "Active", "Active|draining", "Drained|1")] // ours
    public void should_keep_default_and_range_when_documented(string name, string byDefault, string? accepted, string? refused)
    {
        Assert.True(TransportServiceParameters.Table.TryFind(name, out var parameter));
        Assert.Equal(byDefault, parameter.Default.ToString());
        Assert.All(accepted?.Split('|') ?? [], text => Assert.True(parameter.TryWrite(new TransportService("S"), text, out _, out var error), $"{text}: {error}"));
        Assert.All(refused?.Split('|') ?? [], text =>
        {
            Assert.False(parameter.TryWrite(new TransportService("S"), text, out _, out var error), text);
            Assert.StartsWith($"{name} '{text}': allowed is {parameter.Allowed}", error.Detail, StringComparison.Ordinal);
        });
    }

    // management.md section 6, as far as the parameters exist
    [Theory]
    [InlineData("MaxReceiveSize", "10MB")]
    [InlineData("MaxSendSize", "10MB")]
    [InlineData("MaxRecipientEnvelopeLimit", "500")]
    [InlineData("InternalDelayDsnEnabled", "true")]
    [InlineData("ExternalDelayDsnEnabled", "true")]
    [InlineData("InternalDsnMaxMessageAttachSize", "10MB")]
    [InlineData("ExternalDsnMaxMessageAttachSize", "10MB")]
    [InlineData("InternalDsnReportingAuthority", "")]
    [InlineData("ExternalDsnReportingAuthority", "")]
    [InlineData("ExternalPostmasterAddress", "")]
    [InlineData("GenerateCopyOfDSNFor", "5.4.8,5.4.6,5.4.4,5.2.4,5.2.0,5.1.4")]
    [InlineData("ReplayTrustedCreatedBy", "MSExchange15")] // ours
    [InlineData("SiteLinks", "")] // ours
    [InlineData("PriorityQueuingEnabled", "false")] // keys of EdgeTransport.exe.config, as are those that follow
    [InlineData("MaxHighPriorityMessageSize", "250KB")]
    [InlineData("HighPriorityDelayNotificationTimeout", "00:30:00")]
    [InlineData("NormalPriorityDelayNotificationTimeout", "04:00:00")]
    [InlineData("LowPriorityDelayNotificationTimeout", "08:00:00")]
    [InlineData("HighPriorityMessageExpirationTimeout", "08:00:00")]
    [InlineData("NormalPriorityMessageExpirationTimeout", "2.00:00:00")]
    [InlineData("LowPriorityMessageExpirationTimeout", "2.00:00:00")]
    public void should_keep_the_default_of_the_organization_when_documented(string name, string byDefault)
    {
        Assert.True(TransportConfigParameters.Table.TryFind(name, out var parameter));
        Assert.Equal(byDefault, parameter.Default.ToString());
    }

    [Theory]
    [InlineData("PriorityQueuingEnabled", "true|$false", "2")]
    [InlineData("MaxHighPriorityMessageSize", "0|1KB|5MB", "-1|3GB|unlimited")]
    [InlineData("HighPriorityDelayNotificationTimeout", "00:00:01|30.00:00:00", "00:00:00|30.00:00:01")]
    [InlineData("LowPriorityMessageExpirationTimeout", "00:00:05|90.00:00:00", "00:00:04|90.00:00:01")]
    public void should_keep_the_range_of_priority_queuing(string name, string accepted, string refused)
    {
        Assert.True(TransportConfigParameters.Table.TryFind(name, out var parameter));
        Assert.All(accepted.Split('|'), text =>
        {
            Assert.True(parameter.TryWrite(new TransportConfig(), text, out var changed, out var error), $"{text}: {error}");
            Assert.True(changed.Equals(new TransportConfig()) == (parameter.Read(changed).ToString() == parameter.Default.ToString()));
        });
        Assert.All(refused.Split('|'), text => Assert.False(parameter.TryWrite(new TransportConfig(), text, out _, out _), text));
    }

    [Fact]
    public void should_tell_default_disabled_and_explicit_apart_when_a_directory_is_set()
    {
        var table = TransportServiceParameters.Table;
        DirectorySetting Pickup(ParameterValue value) =>
            table.TryApply(new TransportService("S"), ParameterChanges.Of(("PickupDirectoryPath", value)), out var changed, out var error)
                ? changed.PickupDirectoryPath
                : throw new ArgumentException(error.ToString());

        Assert.Null(Pickup(ParameterValue.Null).Resolve("/data/pickup"));
        Assert.Equal("/data/pickup", Pickup("default").Resolve("/data/pickup"));
        Assert.Equal("/srv/in", Pickup("/srv/in").Resolve("/data/pickup"));
        Assert.Equal(DirectorySetting.Default, Pickup(""));
        Assert.Equal(DirectorySetting.Disabled, Pickup(ParameterValue.Null));
    }

    [Fact]
    public void should_describe_every_parameter_when_documentation_is_generated()
    {
        (string Name, string Allowed, string Meaning)[] all =
        [
            .. TransportServiceParameters.Table.All.Select(p => (p.Name, p.Allowed, p.Meaning)),
            .. TransportConfigParameters.Table.All.Select(p => (p.Name, p.Allowed, p.Meaning)),
            .. AcceptedDomainParameters.Table.All.Select(p => (p.Name, p.Allowed, p.Meaning)),
            .. ForeignConnectorParameters.Table.All.Select(p => (p.Name, p.Allowed, p.Meaning))
        ];

        Assert.All(all, p => Assert.True(p.Allowed.Length > 0 && p.Meaning.EndsWith('.'), p.Name));
    }

    [Fact]
    public void should_apply_nothing_when_one_of_several_changes_is_refused()
    {
        var service = new TransportService("S");
        var changes = ParameterChanges.Of(("PoisonThreshold", "3"), ("QueueMaxIdleTime", "never"));

        Assert.False(TransportServiceParameters.Table.TryApply(service, changes, out var changed, out _));
        Assert.Equal(service, changed);
    }
}
