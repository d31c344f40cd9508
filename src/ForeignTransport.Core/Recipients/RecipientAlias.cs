using System.Globalization;
using System.Text;

namespace ForeignTransport.Core.Recipients;

/// <summary>The alias of a recipient: what stands in front of the @ of addresses that are made for it.</summary>
internal static class RecipientAlias
{
    public const string Allowed = "1 to 64 letters, digits and characters of a local part, with dots between them only";

    private const string Special = "!#$%&'*+-/=?^_`{|}~.";

    public static bool IsValid(string alias) =>
        alias.Length is >= 1 and <= 64
        && alias.All(c => char.IsAsciiLetterOrDigit(c) || Special.Contains(c, StringComparison.Ordinal))
        && alias[0] != '.' && alias[^1] != '.' && !alias.Contains("..", StringComparison.Ordinal);

    /// <summary>What a name leaves when everything that no alias may hold is taken out; accents are taken off their letters.</summary>
    public static string Of(string name)
    {
        var alias = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                alias.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && char.IsLetter(c))
                alias.Append(string.Create(CultureInfo.InvariantCulture, $"u{(int)c:x}"));
        }

        return alias.Length is 0 ? "recipient" : alias.ToString(0, Math.Min(alias.Length, 64));
    }
}
