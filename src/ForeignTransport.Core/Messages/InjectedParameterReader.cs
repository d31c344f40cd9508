using System.Buffers;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// Reads the parameters behind a path: <c>NAME=value</c> separated by white space. In X-Receiver a semicolon followed by white space ends
/// the parameters of RFC 3461 and begins the extensions; it is skipped, since no name occurs in both groups.
/// </summary>
/// <param name="text">The text behind the path.</param>
/// <param name="hasExtensions">True for X-Receiver; in X-Sender a semicolon is part of a value like any other character.</param>
internal ref struct InjectedParameterReader(ReadOnlySpan<char> text, bool hasExtensions)
{
    private static readonly SearchValues<char> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    private ReadOnlySpan<char> rest = text;

    /// <summary>Reads the next parameter; a word without <c>=</c> is a name with an empty value.</summary>
    public bool Read(out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        while (TryTakeWord(out var word))
        {
            if (word.IsEmpty)
            {
                continue;
            }

            var equals = word.IndexOf('=');
            name = equals < 0 ? word : word[..equals];
            value = equals < 0 ? [] : word[(equals + 1)..];
            return true;
        }

        name = value = [];
        return false;
    }

    /// <summary>Reads the next word if it can only be the continuation of base64 that was folded in the middle.</summary>
    public bool ReadBase64(out ReadOnlySpan<char> continuation)
    {
        var before = rest;
        if (TryTakeWord(out continuation) && !continuation.IsEmpty && IsBase64(continuation))
        {
            return true;
        }

        rest = before;
        return false;
    }

    /// <summary>Reads the next word of a comma list that was broken after a comma.</summary>
    public bool ReadListItem(out ReadOnlySpan<char> item) => TryTakeWord(out item) && !item.IsEmpty;

    /// <summary>True for characters of base64 with padding nowhere but at the end. Its length is not checked: the text is opaque.</summary>
    public static bool IsBase64(ReadOnlySpan<char> text)
    {
        var data = text.TrimEnd('=');
        return text.Length - data.Length <= 2 && !data.ContainsAnyExcept(Base64);
    }

    private bool TryTakeWord(out ReadOnlySpan<char> word)
    {
        rest = rest.TrimStart(" \t");
        var end = rest.IndexOfAny(' ', '\t');
        word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..];
        var found = !word.IsEmpty;
        word = hasExtensions && word.EndsWith(";") ? word[..^1] : word;
        return found;
    }
}
