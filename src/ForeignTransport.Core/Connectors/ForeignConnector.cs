using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Core.Connectors;

/// <summary>
/// A Foreign connector: it delivers the recipients of its address spaces by writing message files into a Drop directory. Ranges are in
/// <see cref="ForeignConnectorParameters"/>.
/// </summary>
public sealed record ForeignConnector
{
    private readonly string _dropDirectory = "";

    public required Guid Id { get; init; }

    /// <summary>Unique among connectors, without case.</summary>
    public required string Name { get; init; }

    public ImmutableArray<AddressSpace> AddressSpaces { get; init; } = [];

    /// <summary>The servers that write the files, in the order of the administrator, which means nothing.</summary>
    public ImmutableArray<string> SourceTransportServers { get; init; } = [];

    /// <summary>True when only servers of the source servers' site may use the connector.</summary>
    public bool IsScopedConnector { get; init; }

    public string Comment { get; init; } = "";

    /// <summary>A folder below each source server's root, or a full path; the connector's name when it was never set.</summary>
    public string DropDirectory
    {
        get => _dropDirectory.Length == 0 ? Name : _dropDirectory;
        init => _dropDirectory = value;
    }

    /// <summary>No file is written while those that wait for the consumer hold as many bytes.</summary>
    public UnlimitedSize DropDirectoryQuota { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>Whole kilobytes. 0 KB lets nothing through.</summary>
    public UnlimitedSize MaxMessageSize { get; init; }

    /// <summary>True when a sender who asked for SUCCESS is told that the message was relayed.</summary>
    public bool RelayDsnRequired { get; init; }

    /// <summary>Our own option, for gateways that take one recipient a file.</summary>
    public bool OneRecipientPerFile { get; init; }

    /// <summary>Our own option, for connectors whose source servers have Drop directories of their own.</summary>
    public PossibleDuplicateAction PossibleDuplicateAction { get; init; }

    /// <summary>Our own option, for gateways that confirm what they got.</summary>
    public ReceiptMode ReceiptMode { get; init; }

    /// <summary>Our own option: a file that is not confirmed for so long is reported.</summary>
    public TimeSpan ReceiptTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>X-CreatedBy of the files.</summary>
    public string CreatedBy { get; init; } = "MSExchange15";

    public DateTimeOffset WhenCreated { get; init; }

    public DateTimeOffset WhenChanged { get; init; }

    public bool HasSourceServer(string server) => SourceTransportServers.Contains(server, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc />
    public bool Equals(ForeignConnector? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Id == other.Id
            && WhenCreated == other.WhenCreated
            && WhenChanged == other.WhenChanged
            && ForeignConnectorParameters.Table.Same(this, other));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Name, WhenChanged);
}
