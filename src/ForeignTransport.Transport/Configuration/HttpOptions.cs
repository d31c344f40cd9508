using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Configuration;

/// <summary>Where the HTTP API, the cluster routes and the dashboard answer.</summary>
public sealed record HttpOptions(ListenAddress Address)
{
    public static readonly NodeOption<ListenAddress> AddressOption = new("http.address", OptionForms.ListenAddress)
    {
        Default = "127.0.0.1:8558",
        Meaning = "Address and port of the HTTP API, the Akka Management routes, metrics and the dashboard.",
        Why = "8558 is the port of Akka Management. Whoever reaches the address administers the server, so without authentication only loopback is accepted.",
    };

    internal static OptionGroup Group { get; } = new("http", "Where the server answers over HTTP.", [AddressOption]);

    internal static HttpOptions Bind(OptionReader options)
    {
        var address = options.Read(AddressOption);
        if (!address.IsLoopback)
            options.Refuse(ErrorCatalogue.UnprotectedHttpAddress, $"{options.Describe(AddressOption)} is reachable from other machines. Use 127.0.0.1:{address.Port}.");

        return new(address);
    }
}
