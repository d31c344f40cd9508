using System.Text;

namespace ForeignTransport.Core.Access;

/// <summary>Text that somebody else chose, as every database takes it.</summary>
public static class StoredText
{
    /// <summary>At most <paramref name="length"/> characters, and "..." where more were cut off; no zero, no half of a surrogate pair.</summary>
    public static string Of(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        var stored = new StringBuilder(Math.Min(text.Length, length));
        foreach (var rune in text.EnumerateRunes())
        {
            if (stored.Length + rune.Utf16SequenceLength > length)
            {
                return stored.Append("...").ToString();
            }

            stored.Append(rune.Value == 0 ? " " : rune.ToString());
        }

        return stored.ToString();
    }
}
