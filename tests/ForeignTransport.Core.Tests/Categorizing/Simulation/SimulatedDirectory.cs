using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>
/// A directory that does something to <c>r0@contoso.com</c>, <c>r2@...</c>, <c>r3@...</c> and <c>r4@...</c>. Where it leads to is at other.example, so that
/// <see cref="SimulatedRouting"/> knows the way.
/// </summary>
internal static class SimulatedDirectory
{
    /// <summary>One that has no recipients yet.</summary>
    public static OrganizationState Empty { get; } = OrganizationState.Restore(
        1, [], [], [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)], new TransportConfig());

    public static OrganizationState Organization { get; } = OrganizationState.Restore(
        1, [], [], [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)], new TransportConfig(),
        [
            To("r0", "r0@contoso.com") with { ForwardingAddress = "loop" },
            To("loop", "loop@contoso.com") with { ForwardingAddress = "r0" },
            To("r2", "r2@contoso.com") with { ForwardingAddress = "a", DeliverToMailboxAndForward = true },
            To("r3", "r2@other.example"),
            Group("r4", "a", "b", "r3", "inner"),
            Group("inner", "r4", "r2", "a") with { ManagedBy = ["b"], ReportToManagerEnabled = true, ReportToOriginatorEnabled = false },
            To("a", "r0@other.example"),
            To("b", "r1@other.example") with { MaxReceiveSize = UnlimitedSize.FromBytes(1_500) }
        ]);

    /// <summary>Another day: people moved, one is a group now and a group is none, somebody left, somebody new passes mail on.</summary>
    public static OrganizationState Changed { get; } = OrganizationState.Restore(
        1, [], [], [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)], new TransportConfig(),
        [
            Group("r0", "r1", "a", "b", "r4"),
            To("r1", "r1@contoso.com") with { ForwardingAddress = "r4", DeliverToMailboxAndForward = true },
            To("r2", "r1@other.example"),
            To("r4", "r4@other.example"),
            To("a", "r3@other.example"),
            Group("b", "r2", "loop", "r0"),
            To("loop", "loop@contoso.com") with { ForwardingAddress = "loop" }
        ]);

    private static Recipient To(string name, string external) => new()
    {
        Type = RecipientType.MailUser, Name = name, Alias = name, EmailAddresses = [Smtp($"{name}@contoso.com")], ExternalEmailAddress = Smtp(external)
    };

    private static Recipient Group(string name, params string[] members) => new()
    {
        Type = RecipientType.MailUniversalDistributionGroup, Name = name, Alias = name, EmailAddresses = [Smtp($"{name}@contoso.com")], Members = [.. members]
    };

    private static NativeAddress Smtp(string address) => new(AddressType.Smtp, address);
}
