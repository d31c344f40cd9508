using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Configuration;

/// <summary>Where the HTTP API, the cluster routes and the dashboard answer, and whom.</summary>
public sealed record HttpOptions(ListenAddress Address)
{
    public static readonly NodeOption<ListenAddress> AddressOption = new("http.address", OptionForms.ListenAddress)
    {
        Default = "127.0.0.1:8558",
        Meaning = "Address and port of the HTTP API, the Akka Management routes, metrics and the dashboard.",
        Why = "8558 is the port of Akka Management. Whoever reaches the address administers the server, so without authentication only loopback is accepted.",
    };

    public static readonly NodeOption<HttpAuthentication> AuthenticationOption = new("http.authentication", OptionForms.OneOf<HttpAuthentication>())
    {
        Default = "none",
        Meaning = "required: every request but the health checks shows an access token, or a token of the OpenID Connect provider.",
        Why = "On a loopback address whoever has an account on the machine is an administrator. Make the first token with foreign-transport token create.",
    };

    public static readonly NodeOption<bool> AllowPlainTextOption = new("http.allow-plain-text", OptionForms.OnOff)
    {
        Default = "off",
        Meaning = "Other machines may connect without HTTPS.",
        Why = "For a server behind a proxy that speaks TLS itself, and nowhere else: tokens would be readable on the way.",
    };

    public static readonly NodeOption<TimeSpan> AuditMaxAgeOption = new(
        "http.audit-max-age", OptionForms.Duration(TimeSpan.FromDays(1), TimeSpan.FromDays(3650)))
    {
        Default = "365d",
        Meaning = "How long the audit log is kept.",
        Why = "A year answers who changed what since the last review. An entry has a few kilobytes at most as a rule.",
    };

    /// <summary>Whether callers must show who they are.</summary>
    public HttpAuthentication Authentication { get; init; }

    /// <summary>HTTPS.</summary>
    public HttpTlsOptions Tls { get; init; } = HttpTlsOptions.Off;

    /// <summary>The OpenID Connect provider; null for none.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>How long the audit log is kept.</summary>
    public TimeSpan AuditMaxAge { get; init; } = TimeSpan.FromDays(365);

    internal static OptionGroup Group { get; } = new(
        "http", "Where the server answers over HTTP, and whom.", [AddressOption, AuthenticationOption, AllowPlainTextOption, AuditMaxAgeOption]);

    internal static HttpOptions Bind(OptionReader options)
    {
        var http = new HttpOptions(options.Read(AddressOption))
        {
            Authentication = options.Read(AuthenticationOption),
            Tls = HttpTlsOptions.Bind(options),
            Oidc = OidcOptions.Bind(options),
            AuditMaxAge = options.Read(AuditMaxAgeOption),
        };
        var allowPlainText = options.Read(AllowPlainTextOption);
        if (http.Authentication == HttpAuthentication.None)
        {
            if (!http.Address.IsLoopback)
                options.Refuse(
                    ErrorCatalogue.UnprotectedHttpAddress,
                    $"{options.Describe(AddressOption)} is reachable from other machines. Use 127.0.0.1:{http.Address.Port}, or {AuthenticationOption.FullKey} = required.");

            foreach (var option in OidcOptions.Group.Options.Where(options.Has))
                options.Refuse(ErrorCatalogue.AuthenticationNotRequired, $"{options.Describe(option)}, and {AuthenticationOption.FullKey} is none.");
        }
        else if (!http.Address.IsLoopback && !http.Tls.Enabled && !allowPlainText)
        {
            options.Refuse(
                ErrorCatalogue.PlainTextHttpAddress,
                $"{options.Describe(AddressOption)} is reachable from other machines, and {HttpTlsOptions.CertificateOption.FullKey} is not set.");
        }

        return http;
    }
}
