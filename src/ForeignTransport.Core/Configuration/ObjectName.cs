namespace ForeignTransport.Core.Configuration;

/// <summary>Names of configuration objects.</summary>
internal static class ObjectName
{
    public const string Allowed = @"1 to 64 characters without \ and without control characters";

    /// <summary>A backslash separates server and name in an identity, so that no name may hold one.</summary>
    public static bool IsValid(string name) =>
        name.Length is >= 1 and <= 64
        && !name.Any(char.IsControl)
        && !name.Contains('\\', StringComparison.Ordinal)
        && name.Trim().Length == name.Length;

    /// <summary>Server names appear in file names, addresses and identities: letters, digits, hyphen, dot and underscore.</summary>
    public static bool IsValidServer(string name) =>
        name.Length is >= 1 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') && name[0] is not '.';
}
