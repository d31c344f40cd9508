using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Messages;

/// <summary>The one gate through which text from a file becomes an address of the envelope.</summary>
internal static class EnvelopeAddress
{
    /// <summary>The address in the form that the envelope carries, or null for anything that is not an SMTP address.</summary>
    public static string? Parse(string text) =>
        !HeaderText.HasControlCharacter(text) && SmtpAddress.TryParse(text, out var address, out _) ? address.ToString() : null;
}
