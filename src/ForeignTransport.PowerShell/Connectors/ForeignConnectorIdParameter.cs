using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Connectors;

/// <summary>Names a Foreign connector: name, GUID, <c>Server\Name</c>, or the object itself.</summary>
public sealed class ForeignConnectorIdParameter : IdentityParameter
{
    public ForeignConnectorIdParameter(string identity)
        : base(identity)
    {
    }

    public ForeignConnectorIdParameter(Guid guid)
        : base(guid.ToString())
    {
    }

    public ForeignConnectorIdParameter(ForeignConnector connector)
        : base(connector.Identity)
    {
    }
}
