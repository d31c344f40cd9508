using System.Globalization;
using System.Text;

namespace ForeignTransport.Core.Recipients;

/// <summary>The alias of a recipient: what stands in front of the @ of addresses that are made for it.</summary>
internal static class RecipientAlias
{
    public const string Allowed = "1 to 64 letters, digits and characters of a local part, with dots between them only";

    private const string Special = "!#$%&'*+-/=?^_`{|}~.";

    // A table and no Unicode normalization: the same name makes the same alias on every machine, whatever it knows of languages.
    private const string Accented = "ÀÁÂÃÄÅàáâãäåÈÉÊËèéêëÌÍÎÏìíîïÒÓÔÕÖØòóôõöøÙÚÛÜùúûüÇçÑñÝýÿß";
    private const string Plain = "AAAAAAaaaaaaEEEEeeeeIIIIiiiiOOOOOOooooooUUUUuuuuCcNnYyys";

    public static bool IsValid(string alias) =>
        alias.Length is >= 1 and <= 64
        && alias.All(c => char.IsAsciiLetterOrDigit(c) || Special.Contains(c, StringComparison.Ordinal))
        && alias[0] != '.' && alias[^1] != '.' && !alias.Contains("..", StringComparison.Ordinal);

    /// <summary>What a name leaves when everything that no alias may hold is taken out; letters of other scripts are written as numbers.</summary>
    public static string Of(string name)
    {
        var alias = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                alias.Append(c);
            else if (Accented.IndexOf(c, StringComparison.Ordinal) is >= 0 and var known)
                alias.Append(Plain[known]);
            else if (char.IsLetter(c))
                alias.Append(string.Create(CultureInfo.InvariantCulture, $"u{(int)c:x}"));
        }

        return alias.Length is 0 ? "recipient" : alias.ToString(0, Math.Min(alias.Length, 64));
    }
}
