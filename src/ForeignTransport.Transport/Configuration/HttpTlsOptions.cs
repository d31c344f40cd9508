using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Configuration;

/// <summary>HTTPS. The files are read at start, and again when they change.</summary>
/// <param name="Certificate">PKCS#12 or PEM, as an absolute path; null for no HTTPS.</param>
/// <param name="Key">PEM, as an absolute path; null when it is in the file of the certificate.</param>
/// <param name="Password">Of the PKCS#12 file or of the key; empty for none.</param>
public sealed record HttpTlsOptions(string? Certificate, string? Key, string Password)
{
    public static readonly NodeOption<string> CertificateOption = new("http.tls.certificate", OptionForms.Path)
    {
        Default = "<none>",
        Meaning = "The certificate of the HTTP address: a PEM file with what is between it and its root, or a PKCS#12 file with its key. Makes the address HTTPS.",
        Why = "An access token that travels unencrypted is everybody's. The files are looked at again within 5 s of a new connection, so that renewing a certificate needs no restart.",
        ReloadsLive = true,
    };

    public static readonly NodeOption<string> KeyOption = new("http.tls.key", OptionForms.Path)
    {
        Default = "<the file of a PEM certificate>",
        Meaning = "PEM file with the key of a PEM certificate.",
        Why = "Certificate authorities hand out key and certificate as two files. Let only the account of the server read it.",
        ReloadsLive = true,
    };

    public static readonly NodeOption<string> PasswordOption = new("http.tls.password", OptionForms.Password)
    {
        Default = "<none>",
        Meaning = "Password of the PKCS#12 file, or of an encrypted PEM key.",
        Why = "Give it in the environment rather than in a file. It is shown in no log and no error.",
        IsSecret = true,
    };

    /// <summary>No HTTPS.</summary>
    public static HttpTlsOptions Off { get; } = new(null, null, string.Empty);

    /// <summary>True for HTTPS.</summary>
    public bool Enabled => Certificate is not null;

    internal static OptionGroup Group { get; } = new(
        "http.tls", "HTTPS. docs/security.md says what the certificate must be.", [CertificateOption, KeyOption, PasswordOption]);

    internal static HttpTlsOptions Bind(OptionReader options)
    {
        var tls = new HttpTlsOptions(
            options.ReadOptionalPath(CertificateOption), options.ReadOptionalPath(KeyOption), options.Read(PasswordOption, derived: string.Empty));
        foreach (var dependent in new NodeOption[] { KeyOption, PasswordOption })
        {
            if (options.Has(dependent) && !options.IsSet(CertificateOption))
                options.Refuse(ErrorCatalogue.MissingOption, $"{CertificateOption.FullKey} is needed because {options.Describe(dependent)}.");
        }

        return tls;
    }

    /// <summary>The password is left out.</summary>
    public override string ToString() => $"{nameof(HttpTlsOptions)} {{ {Certificate ?? "off"} }}";
}
