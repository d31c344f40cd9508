using System.Security.Cryptography.X509Certificates;

namespace ForeignTransport.Transport.Membership;

/// <summary>Certificates in messages for people. What a stranger wrote into one never breaks a line.</summary>
internal static class CertificateText
{
    private const int MaxLength = 200;

    /// <summary>The subject of a certificate, on one line.</summary>
    public static string Describe(X509Certificate2 certificate) => $"\"{OneLine(certificate.Subject)}\"";

    /// <summary>A text on one line, bounded.</summary>
    public static string OneLine(string text)
    {
        var shown = text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "...");
        return string.Concat(shown.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
    }
}
