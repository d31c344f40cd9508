using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Services;

/// <summary>Names a transport server, or is the object itself.</summary>
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
}
