using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>IMCEA encapsulation of non-SMTP addresses.</summary>
public static class Imcea
{
    /// <summary>Writes a native address as an SMTP address of the default accepted domain.</summary>
    public static string Encapsulate(NativeAddress address, string defaultDomain) => throw new NotImplementedException();

    /// <summary>
    /// Resolves an envelope address to its native form: decapsulates an IMCEA address of the default accepted domain, else answers
    /// an address of type SMTP.
    /// </summary>
    public static bool TryResolve(SmtpAddress address, string defaultDomain,
        [NotNullWhen(true)] out NativeAddress? native, [NotNullWhen(false)] out TransportError? error) =>
        throw new NotImplementedException();
}
