namespace ForeignTransport.Core.Errors;

/// <remarks>FT-515x: how the HTTP side is protected. FT-516x: what a caller is told. FT-603x: where tokens and audit log are kept.</remarks>
public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry PlainTextHttpAddress = new("FT-5150", nameof(PlainTextHttpAddress), "5.7.1",
        "The HTTP address can be reached from other machines and would carry access tokens unencrypted.",
        "Name a certificate in http.tls.certificate; behind a proxy that speaks TLS itself set http.allow-plain-text = on.");

    public static readonly ErrorEntry HttpCertificateUnreadable = new("FT-5151", nameof(HttpCertificateUnreadable), "5.3.5",
        "The certificate of the HTTP address cannot be read.",
        "Name a PEM or PKCS#12 file in http.tls.certificate, let the service account read it, and give its password in http.tls.password.");

    public static readonly ErrorEntry HttpPrivateKeyMissing = new("FT-5152", nameof(HttpPrivateKeyMissing), "5.3.5",
        "The certificate of the HTTP address has no private key.",
        "Use a PKCS#12 file that holds the key, or name the certificate's own PEM key in http.tls.key.");

    public static readonly ErrorEntry HttpCertificateExpired = new("FT-5153", nameof(HttpCertificateExpired), "5.7.5",
        "The certificate of the HTTP address has expired.", "Issue a new one and put it in the place of the old one; a running server takes it by itself.");

    // Temporary: a machine that has just started may not know the time yet.
    public static readonly ErrorEntry HttpCertificateNotYetValid = new("FT-5154", nameof(HttpCertificateNotYetValid), "4.7.5",
        "The certificate of the HTTP address is not valid yet.", "Set the clock right, or wait until the certificate is valid.");

    public static readonly ErrorEntry HttpCertificateExpiresSoon = new("FT-5155", nameof(HttpCertificateExpiresSoon), "4.7.5",
        "The certificate of the HTTP address expires within 30 days.", "Put a new one in its place before it does; no restart is needed.");

    public static readonly ErrorEntry HttpCertificateNotReplaced = new("FT-5156", nameof(HttpCertificateNotReplaced), "4.7.5",
        "The files of the HTTP certificate have changed and cannot be used; the server goes on with the certificate it has.",
        "Write certificate and key of one pair; the server looks again when the files change again.");

    public static readonly ErrorEntry AuthenticationNotRequired = new("FT-5157", nameof(AuthenticationNotRequired), "5.3.5",
        "An option says who is let in, and nobody is asked who he is.", "Set http.authentication = required, or remove the option.");

    public static readonly ErrorEntry AuthenticationFailed = new("FT-5160", nameof(AuthenticationFailed), "5.7.8",
        "The request does not show who sends it.",
        "Send the header Authorization: Bearer with a token that is neither removed nor expired; an administrator makes one with foreign-transport token create.");

    public static readonly ErrorEntry RoleInsufficient = new("FT-5161", nameof(RoleInsufficient), "5.7.1",
        "The role of the caller does not allow this.", "Ask an administrator for a token of the role that the message names.");

    public static readonly ErrorEntry TooManyAttempts = new("FT-5162", nameof(TooManyAttempts), "4.7.0",
        "Too many attempts with wrong tokens came from this address.", "Wait for as long as the header Retry-After says, and correct the token.");

    public static readonly ErrorEntry AuthenticationUnavailable = new("FT-5163", nameof(AuthenticationUnavailable), "4.7.0",
        "Whether the token is valid cannot be found out now.",
        "Try again; the log of the server says whether its database or the OpenID Connect provider does not answer.");

    public static readonly ErrorEntry RequestFromPage = new("FT-5176", nameof(RequestFromPage), "5.7.1",
        "Requests from web pages change nothing while nobody is asked who he is.", "Use ftx or another program, or configure authentication.");

    public static readonly ErrorEntry AccessStoreUnavailable = new("FT-6030", nameof(AccessStoreUnavailable), "4.3.0",
        "Access tokens and the audit log cannot be read or written, and what cannot be recorded is not done.",
        "The log of the server says why; check the database, or the volume and the owner of access.db. The server tries again by itself.");

    public static readonly ErrorEntry AccessStoreSchemaUnknown = new("FT-6031", nameof(AccessStoreSchemaUnknown), "5.3.5",
        "The file of access tokens and audit log was written by a different version of the schema.", "Run the release that wrote it.");
}
