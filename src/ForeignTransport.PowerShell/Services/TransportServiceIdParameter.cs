using ForeignTransport.PowerShell.Cluster;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Services;

/// <summary>Names a transport server, or is the object itself, or the server that Get-TransportCluster shows.</summary>
public sealed class TransportServiceIdParameter : IdentityParameter
{
    public TransportServiceIdParameter(string identity)
        : base(identity)
    {
    }

    public TransportServiceIdParameter(TransportService service)
        : base(service.Identity)
    {
    }

    public TransportServiceIdParameter(TransportServer server)
        : base(server.Name)
    {
    }
}
