using System.Collections.Immutable;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Configuration;

/// <summary>The objects of an organization file. What it does not mention, it says nothing about.</summary>
/// <param name="ForeignConnectors">A GUID of zeros stands for one that is still to be given.</param>
/// <param name="TransportServices">By server.</param>
/// <param name="AcceptedDomains">At most one is the default.</param>
/// <param name="TransportConfig">Null when the file has none.</param>
public sealed record OrganizationDefinition(
    ImmutableArray<ForeignConnector> ForeignConnectors,
    ImmutableArray<TransportService> TransportServices,
    ImmutableArray<AcceptedDomain> AcceptedDomains,
    TransportConfig? TransportConfig)
{
    public static OrganizationDefinition Empty { get; } = new([], [], [], null);

    /// <summary>Of every type.</summary>
    public ImmutableArray<Recipient> Recipients { get; init; } = [];

    /// <summary>Texts for notifications.</summary>
    public ImmutableArray<SystemMessage> SystemMessages { get; init; } = [];

    /// <summary>Everything in the organization, ordered by name, without the times of creation and change.</summary>
    public static OrganizationDefinition Of(OrganizationState state) =>
        new([
                .. state.ForeignConnectors.Values
                    .OrderBy(connector => connector.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(connector => connector with { WhenCreated = default, WhenChanged = default })
            ],
            [.. state.TransportServices.Values.OrderBy(service => service.Name, StringComparer.OrdinalIgnoreCase)],
            [.. state.AcceptedDomains.Values.OrderBy(domain => domain.Name, StringComparer.OrdinalIgnoreCase)],
            state.TransportConfig)
        {
            Recipients = [.. state.Recipients.All.OrderBy(recipient => recipient.Name, StringComparer.OrdinalIgnoreCase)],
            SystemMessages = [.. state.SystemMessages.Values.OrderBy(message => message.Identity, StringComparer.OrdinalIgnoreCase)]
        };

    /// <inheritdoc />
    public bool Equals(OrganizationDefinition? other) =>
        other is not null
        && ForeignConnectors.SequenceEqual(other.ForeignConnectors)
        && TransportServices.SequenceEqual(other.TransportServices)
        && AcceptedDomains.SequenceEqual(other.AcceptedDomains)
        && Recipients.SequenceEqual(other.Recipients)
        && SystemMessages.SequenceEqual(other.SystemMessages)
        && Equals(TransportConfig, other.TransportConfig);

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine(ForeignConnectors.Length, TransportServices.Length, AcceptedDomains.Length, TransportConfig);
}
