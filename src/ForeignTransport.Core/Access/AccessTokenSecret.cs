using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ForeignTransport.Core.Access;

/// <summary>The secret text of an access token: <c>ft_</c> and 256 random bits in 43 characters of base64url (RFC 4648 section 5).</summary>
/// <remarks>
/// What is stored is the SHA-256 of the whole text, so that a database, a backup or a replica lets nobody in. A slow hash (PBKDF2, Argon2)
/// makes the guessing of passwords dear, which people choose from a small set; nobody goes through 2^256 random values with any hash, and a slow one
/// would cost every request what it is to cost a thief. No salt either: two tokens are never equal, and the hash is what a token is found by.
/// The prefix is for people and for programs that look for leaked secrets.
/// </remarks>
public static class AccessTokenSecret
{
    /// <summary>What every secret begins with.</summary>
    public const string Prefix = "ft_";

    /// <summary>Random bytes that a secret is made of.</summary>
    public const int RandomBytes = 32;

    private const int Length = 3 + 43;

    /// <summary>Makes the text.</summary>
    /// <param name="random">32 bytes of a cryptographic random number generator.</param>
    public static string Format(ReadOnlySpan<byte> random) => random.Length == RandomBytes
        ? Prefix + Base64Url.EncodeToString(random)
        : throw new ArgumentException($"must be {RandomBytes} bytes", nameof(random));

    /// <summary>Reads the text, and answers what the store knows of it: the SHA-256 in lower-case hexadecimal.</summary>
    /// <returns>False when no token has such a text.</returns>
    public static bool TryHash(string? text, [NotNullWhen(true)] out string? hash)
    {
        hash = null;
        if (text is not { Length: Length } || !text.StartsWith(Prefix, StringComparison.Ordinal) || !IsCanonical(text.AsSpan(Prefix.Length)))
        {
            return false;
        }

        hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
        return true;
    }

    /// <summary>One text a secret: decoders let the two bits that are left over in the last character be anything.</summary>
    private static bool IsCanonical(ReadOnlySpan<char> encoded)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        return Base64Url.IsValid(encoded, out var length) && length == RandomBytes
            && Base64Url.TryDecodeFromChars(encoded, random, out _)
            && encoded.SequenceEqual(Base64Url.EncodeToString(random));
    }
}
