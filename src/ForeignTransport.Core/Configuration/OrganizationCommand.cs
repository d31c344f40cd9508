using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// A change that an administrator, a starting server or an organization file asks for. Identities are names, or GUIDs where objects have them.
/// </summary>
public abstract record OrganizationCommand
{
    private OrganizationCommand()
    {
    }

    /// <summary>Only what New-ForeignConnector takes; everything about the Drop directory is set afterwards.</summary>
    /// <param name="Name">1 to 64 characters, unique.</param>
    /// <param name="AddressSpaces">At least one.</param>
    /// <param name="SourceTransportServers">At least one; whoever gives none means the server where the command ran, and has to say so.</param>
    /// <param name="IsScopedConnector">True for servers of the same site only.</param>
    public sealed record NewForeignConnector(
        string Name,
        ImmutableArray<AddressSpace> AddressSpaces,
        ImmutableArray<string> SourceTransportServers,
        bool IsScopedConnector = false) : OrganizationCommand;

    /// <summary>Parameters: <see cref="Connectors.ForeignConnectorParameters"/>.</summary>
    public sealed record SetForeignConnector(string Identity, ParameterChanges Changes) : OrganizationCommand;

    public sealed record RemoveForeignConnector(string Identity) : OrganizationCommand;

    /// <summary>Makes a server known with default settings; nothing happens when it is.</summary>
    public sealed record RegisterTransportServer(string Name) : OrganizationCommand;

    /// <summary>Forgets a server that is no connector's source any more.</summary>
    public sealed record RemoveTransportServer(string Name) : OrganizationCommand;

    /// <summary>Parameters: <see cref="TransportServiceParameters"/>.</summary>
    public sealed record SetTransportService(string Identity, ParameterChanges Changes) : OrganizationCommand;

    /// <summary>The first domain without a wildcard becomes the default.</summary>
    public sealed record NewAcceptedDomain(
        string Name,
        string DomainName,
        AcceptedDomainType DomainType = AcceptedDomainType.Authoritative) : OrganizationCommand;

    /// <summary>Null leaves a value as it is. The domain itself cannot be changed.</summary>
    public sealed record SetAcceptedDomain(
        string Identity,
        string? Name = null,
        AcceptedDomainType? DomainType = null,
        bool? MatchSubDomains = null,
        bool? MakeDefault = null) : OrganizationCommand;

    public sealed record RemoveAcceptedDomain(string Identity) : OrganizationCommand;

    /// <summary>Parameters: <see cref="TransportConfigParameters"/>.</summary>
    public sealed record SetTransportConfig(ParameterChanges Changes) : OrganizationCommand;

    /// <summary>New-MailContact, New-MailUser and New-DistributionGroup. Parameters: <see cref="RecipientParameters"/> and PrimarySmtpAddress.</summary>
    public sealed record NewRecipient(RecipientType Type, ParameterChanges Changes) : OrganizationCommand;

    /// <summary>Set-MailContact, Set-MailUser and Set-DistributionGroup, with the same parameters.</summary>
    public sealed record SetRecipient(RecipientType Type, string Identity, ParameterChanges Changes) : OrganizationCommand;

    /// <summary>Removes the recipient, and its name wherever another recipient has it.</summary>
    public sealed record RemoveRecipient(RecipientType Type, string Identity) : OrganizationCommand;

    public sealed record AddGroupMember(string Identity, string Member) : OrganizationCommand;

    public sealed record RemoveGroupMember(string Identity, string Member) : OrganizationCommand;

    /// <summary>Parameters: <see cref="SystemMessageParameters"/>, every one.</summary>
    public sealed record NewSystemMessage(ParameterChanges Changes) : OrganizationCommand;

    /// <summary>Changes the text; everything else is the identity.</summary>
    public sealed record SetSystemMessage(string Identity, ParameterChanges Changes) : OrganizationCommand;

    public sealed record RemoveSystemMessage(string Identity) : OrganizationCommand;

    /// <summary>Imports the definition into an organization that nobody configured yet; otherwise nothing happens.</summary>
    public sealed record SeedOrganization(OrganizationDefinition Definition) : OrganizationCommand;

    /// <summary>
    /// Sets every object of the definition, all or nothing. Objects of the same name are replaced and keep their GUID; others stay.
    /// </summary>
    public sealed record ImportOrganization(OrganizationDefinition Definition) : OrganizationCommand;

    /// <summary>Suspends a queue; nothing happens when it is. Poison messages are suspended one by one, never as a queue.</summary>
    public sealed record SuspendQueue(NextHopSolutionKey Queue) : OrganizationCommand;

    /// <summary>Resumes a queue; nothing happens when it is not suspended.</summary>
    public sealed record ResumeQueue(NextHopSolutionKey Queue) : OrganizationCommand;
}
