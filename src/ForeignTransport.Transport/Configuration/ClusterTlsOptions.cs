using System.Collections.Immutable;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Configuration;

/// <summary>Mutual TLS between the servers of a cluster. The files are read at start (<see cref="Membership.RemotingTls"/>).</summary>
/// <param name="Enabled">True for TLS; then both files are set.</param>
/// <param name="Certificate">PKCS#12 or PEM, as an absolute path.</param>
/// <param name="PrivateKey">PEM, as an absolute path; null when it is in the file of the certificate.</param>
/// <param name="CertificatePassword">Of the PKCS#12 file or of the key; empty for none.</param>
/// <param name="CertificateAuthority">PEM bundle, as an absolute path.</param>
/// <param name="PeerNames">Names to accept; empty for the name of each server.</param>
public sealed record ClusterTlsOptions(
    bool Enabled,
    string? Certificate,
    string? PrivateKey,
    string CertificatePassword,
    string? CertificateAuthority,
    ImmutableArray<string> PeerNames)
{
    public static readonly NodeOption<bool> EnabledOption = new("cluster.tls.enabled", OptionForms.OnOff)
    {
        Default = "off",
        Meaning = "The servers of the cluster speak TLS with one another, and each shows a certificate.",
        Why = "Whoever reaches the cluster port of a server without it is a member. A single server listens on loopback only and needs none; set it on all servers or on none.",
    };

    public static readonly NodeOption<string> CertificateOption = new("cluster.tls.certificate", OptionForms.Path)
    {
        Default = "<none>",
        Meaning = "This server's certificate: a PKCS#12 file with its key, or a PEM file. It allows serverAuth and clientAuth and names cluster.hostname.",
        Why = "Each server dials the others and is dialled by them, so the one certificate serves both ends. It is checked before the server listens.",
    };

    public static readonly NodeOption<string> PrivateKeyOption = new("cluster.tls.private-key", OptionForms.Path)
    {
        Default = "<the file of a PEM certificate>",
        Meaning = "PEM file with the key of a PEM certificate.",
        Why = "Certificate authorities hand out key and certificate as two files. Let only the account of the server read it.",
    };

    public static readonly NodeOption<string> CertificatePasswordOption = new("cluster.tls.certificate-password", OptionForms.Password)
    {
        Default = "<none>",
        Meaning = "Password of the PKCS#12 file, or of an encrypted PEM key.",
        Why = "Give it in the environment rather than in a file. It is shown in no log and no error.",
        IsSecret = true,
    };

    public static readonly NodeOption<string> CertificateAuthorityOption = new("cluster.tls.certificate-authority", OptionForms.Path)
    {
        Default = "<none>",
        Meaning = "PEM file with the authority that issues the servers' certificates: its root, and what is between root and certificates.",
        Why = "Only what it issued is let in, never what the operating system trusts. Use an authority for nothing but this cluster. Two roots in one file bridge a change.",
    };

    public static readonly NodeOption<ImmutableArray<string>> PeerNamesOption = new("cluster.tls.peer-names", OptionForms.HostNames)
    {
        Default = "<the name of each server>",
        Meaning = "The names that certificates may bear, equal on all servers; a certificate needs one of them. Compared exactly, without wildcards.",
        Why = "By default a server that is dialled must show the name that was dialled, and one that dials a name that resolves to the address it comes from. The list needs no name resolution and passes address translation.",
        TakesList = true,
    };

    /// <summary>No TLS.</summary>
    public static ClusterTlsOptions Off { get; } = new(false, null, null, string.Empty, null, []);

    internal static OptionGroup Group { get; } = new(
        "cluster.tls",
        "Mutual TLS between the servers of a cluster. docs/cluster.md says how to make the certificates and what a wrong one does.",
        [EnabledOption, CertificateOption, PrivateKeyOption, CertificatePasswordOption, CertificateAuthorityOption, PeerNamesOption]);

    internal static ClusterTlsOptions Bind(OptionReader options)
    {
        var enabled = options.Read(EnabledOption);
        var tls = new ClusterTlsOptions(
            enabled,
            options.ReadOptionalPath(CertificateOption),
            options.ReadOptionalPath(PrivateKeyOption),
            options.Read(CertificatePasswordOption, derived: string.Empty),
            options.ReadOptionalPath(CertificateAuthorityOption),
            options.Read(PeerNamesOption, derived: []));
        foreach (var needed in new[] { CertificateOption, CertificateAuthorityOption })
        {
            if (enabled && !options.IsSet(needed))
                options.Refuse(ErrorCatalogue.MissingOption, $"{needed.FullKey} is needed because {options.Describe(EnabledOption)}.");
        }

        return tls;
    }

    /// <summary>The password is left out.</summary>
    public override string ToString() => Enabled ? $"{nameof(ClusterTlsOptions)} {{ {Certificate} }}" : $"{nameof(ClusterTlsOptions)} {{ off }}";
}
