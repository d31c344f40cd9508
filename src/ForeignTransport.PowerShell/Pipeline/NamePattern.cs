using System.Management.Automation;

namespace ForeignTransport.PowerShell.Pipeline;

/// <summary>Names of which a part is given: <c>*</c> is any text, and every other character is itself, for names have brackets and question marks.</summary>
internal static class NamePattern
{
    /// <summary>Without regard to case.</summary>
    public static WildcardPattern Of(string text) =>
        new(string.Concat(text.Select(c => c is '?' or '[' or ']' or '`' ? $"`{c}" : c.ToString())), WildcardOptions.IgnoreCase);
}
