using ForeignTransport.PowerShell.Services;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Cluster;

/// <summary>Names a server, or is an object that stands for one.</summary>
public sealed class ServerIdParameter : IdentityParameter
{
    public ServerIdParameter(string name)
        : base(name)
    {
    }

    public ServerIdParameter(TransportServer server)
        : base(server.Name)
    {
    }

    public ServerIdParameter(TransportService service)
        : base(service.Name)
    {
    }
}
