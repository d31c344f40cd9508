using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Connectors;

/// <summary>A Foreign connector, with the properties that Exchange shows and a few of ours.</summary>
public sealed class ForeignConnector : INamedObject
{
    public string DropDirectory { get; set; } = "";

    public UnlimitedSize DropDirectoryQuota { get; set; } = new(value: null);

    public bool RelayDsnRequired { get; set; }

    public bool Enabled { get; set; }

    public bool IsScopedConnector { get; set; }

    public string Comment { get; set; } = "";

    public MultiValuedProperty AddressSpaces { get; set; } = new();

    public MultiValuedProperty SourceTransportServers { get; set; } = new();

    public UnlimitedSize MaxMessageSize { get; set; } = new(value: null);

    /// <summary>Beyond Exchange: whether each recipient gets a file of its own.</summary>
    public bool OneRecipientPerFile { get; set; }

    /// <summary>Beyond Exchange: what happens when only a dead server knows whether the gateway got a file.</summary>
    public string PossibleDuplicateAction { get; set; } = "";

    /// <summary>Beyond Exchange: whether the gateway confirms each file.</summary>
    public string ReceiptMode { get; set; } = "";

    /// <summary>Beyond Exchange: how long a file may go unconfirmed before that is reported.</summary>
    public TimeSpan ReceiptTimeout { get; set; }

    /// <summary>Beyond Exchange: X-CreatedBy of the files.</summary>
    public string CreatedBy { get; set; } = "";

    public string HomeMtaServerId => SourceTransportServers.Count > 0 ? SourceTransportServers[0] : "";

    public bool IsSmtpConnector => false;

    public string Name { get; set; } = "";

    public Guid Guid { get; internal set; }

    public string Identity { get; internal set; } = "";

    public string Id => Identity;

    public bool IsValid => true;

    public DateTime WhenChanged { get; internal set; }

    public DateTime WhenCreated { get; internal set; }

    public DateTime WhenChangedUTC => WhenChanged.ToUniversalTime();

    public DateTime WhenCreatedUTC => WhenCreated.ToUniversalTime();

    /// <inheritdoc />
    public override string ToString() => Name;
}
