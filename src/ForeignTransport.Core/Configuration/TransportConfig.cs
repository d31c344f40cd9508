using System.Collections.Immutable;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// The settings of the whole organization (<c>Get-TransportConfig</c>). Ranges are in <see cref="TransportConfigParameters"/>.
/// </summary>
public sealed record TransportConfig
{
    public UnlimitedSize MaxReceiveSize { get; init; } = new(ByteQuantifiedSize.FromMegabytes(10));

    public UnlimitedSize MaxSendSize { get; init; } = new(ByteQuantifiedSize.FromMegabytes(10));

    /// <summary>Recipients of one message; null is unlimited.</summary>
    public int? MaxRecipientEnvelopeLimit { get; init; } = 500;

    public bool InternalDelayDsnEnabled { get; init; } = true;

    public bool ExternalDelayDsnEnabled { get; init; } = true;

    /// <summary>A larger original is attached to a DSN with its header only; 0 always does so.</summary>
    public ByteQuantifiedSize InternalDsnMaxMessageAttachSize { get; init; } = ByteQuantifiedSize.FromMegabytes(10);

    public ByteQuantifiedSize ExternalDsnMaxMessageAttachSize { get; init; } = ByteQuantifiedSize.FromMegabytes(10);

    /// <summary>The name in Reporting-MTA; blank is the server's own.</summary>
    public string InternalDsnReportingAuthority { get; init; } = "";

    public string ExternalDsnReportingAuthority { get; init; } = "";

    /// <summary>The language of a DSN that no language is found for; blank is English.</summary>
    public string InternalDsnDefaultLanguage { get; init; } = "";

    public string ExternalDsnDefaultLanguage { get; init; } = "";

    /// <summary>Whether the language of a DSN follows Content-Language and Accept-Language of the original.</summary>
    public bool InternalDsnLanguageDetectionEnabled { get; init; } = true;

    public bool ExternalDsnLanguageDetectionEnabled { get; init; } = true;

    /// <summary>Whether the text for people of a DSN has an HTML form beside the plain one.</summary>
    public bool InternalDsnSendHtml { get; init; } = true;

    public bool ExternalDsnSendHtml { get; init; } = true;

    /// <summary>The From address of DSNs; blank is <c>postmaster</c> of the default accepted domain.</summary>
    public string ExternalPostmasterAddress { get; init; } = "";

    /// <summary>Enhanced status codes whose DSNs are copied to the postmaster.</summary>
    public ImmutableArray<string> GenerateCopyOfDSNFor { get; init; } = ["5.4.8", "5.4.6", "5.4.4", "5.2.4", "5.2.0", "5.1.4"];

    /// <summary>Values of X-CreatedBy whose organization headers a Replay directory keeps.</summary>
    public ImmutableArray<string> ReplayTrustedCreatedBy { get; init; } = ["MSExchange15"];

    /// <summary>Costs between sites; a pair of sites without any way of links between them costs nothing.</summary>
    public ImmutableArray<SiteLink> SiteLinks { get; init; } = [];

    /// <summary>PriorityQueuingEnabled and what goes with it.</summary>
    public PriorityQueuing PriorityQueuing { get; init; } = new();

    /// <inheritdoc />
    public bool Equals(TransportConfig? other) =>
        ReferenceEquals(this, other) || (other is not null && TransportConfigParameters.Table.Same(this, other));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(MaxReceiveSize, MaxSendSize, MaxRecipientEnvelopeLimit, ExternalPostmasterAddress);
}
