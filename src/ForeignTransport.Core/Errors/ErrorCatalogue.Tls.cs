namespace ForeignTransport.Core.Errors;

/// <remarks>FT-513x: TLS between the servers of a cluster. A server applies them to its own certificate at start, and to those of its peers.</remarks>
public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry TlsCertificateUnreadable = new("FT-5130", nameof(TlsCertificateUnreadable), "5.3.5",
        "The certificate of this server cannot be read.",
        "Name a PKCS#12 or PEM file in cluster.tls.certificate, let the service account read it, and give its password in cluster.tls.certificate-password.");

    public static readonly ErrorEntry TlsPrivateKeyMissing = new("FT-5131", nameof(TlsPrivateKeyMissing), "5.3.5",
        "The certificate of this server has no private key.",
        "Use a PKCS#12 file that holds the key, or name the certificate's own PEM key in cluster.tls.private-key.");

    public static readonly ErrorEntry TlsCertificateExpired = new("FT-5132", nameof(TlsCertificateExpired), "5.7.5",
        "A certificate has expired.",
        "Issue a new certificate, put it in the place of the old one, and restart its server.");

    // Temporary: a machine that has just started may not know the time yet.
    public static readonly ErrorEntry TlsCertificateNotYetValid = new("FT-5133", nameof(TlsCertificateNotYetValid), "4.7.5",
        "A certificate is not valid yet.",
        "Set the clocks of the servers right, or wait until the certificate is valid.");

    public static readonly ErrorEntry TlsCertificateUntrusted = new("FT-5134", nameof(TlsCertificateUntrusted), "5.7.5",
        "A certificate was not issued by the certificate authority of the cluster.",
        "Have the cluster's authority issue it, and see that cluster.tls.certificate-authority holds that authority and everything between.");

    public static readonly ErrorEntry TlsCertificateUsageMissing = new("FT-5135", nameof(TlsCertificateUsageMissing), "5.7.5",
        "A certificate does not allow both uses that every server of a cluster has for it, as a TLS server and as a TLS client.",
        "Issue it with extendedKeyUsage = serverAuth, clientAuth.");

    public static readonly ErrorEntry TlsCertificateNameMismatch = new("FT-5136", nameof(TlsCertificateNameMismatch), "5.7.5",
        "A certificate is not valid for the name of its server.",
        "Issue it with the server's cluster.hostname as a subject alternative name, or list the names to accept in cluster.tls.peer-names.");

    public static readonly ErrorEntry TlsKeyUnsuitable = new("FT-5137", nameof(TlsKeyUnsuitable), "5.7.5",
        "The key of a certificate cannot be used for TLS 1.2 signatures.",
        "Issue the certificate for an RSA key of at least 2048 bits or an ECDSA key on P-256, P-384 or P-521; a keyUsage, if any, includes digitalSignature.");

    public static readonly ErrorEntry TlsCertificateExpiresSoon = new("FT-5138", nameof(TlsCertificateExpiresSoon), "4.7.5",
        "The certificate of this server expires within 30 days.",
        "Replace it and restart the server before it does; afterwards the servers refuse one another and stop.");

    public static readonly ErrorEntry TlsAuthorityUnreadable = new("FT-5139", nameof(TlsAuthorityUnreadable), "5.3.5",
        "The certificate authority of the cluster cannot be read.",
        "Name a PEM file with the root certificate of the cluster's authority, and any between, in cluster.tls.certificate-authority.");
}
