using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>An SMTP mailbox, <c>local@domain</c> (RFC 5321 section 4.1.2), within Exchange's length limits.</summary>
public sealed record SmtpAddress(string LocalPart, string Domain)
{
    /// <summary>Parses an addr-spec without angle brackets.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SmtpAddress? address, [NotNullWhen(false)] out TransportError? error) =>
        throw new NotImplementedException();

    /// <inheritdoc />
    public override string ToString() => $"{LocalPart}@{Domain}";
}
