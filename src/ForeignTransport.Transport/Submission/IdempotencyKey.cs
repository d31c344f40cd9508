using System.Security.Cryptography;
using System.Text;

namespace ForeignTransport.Transport.Submission;

/// <summary>What a submitter calls a message, so that a repetition is known as one.</summary>
/// <param name="Text">1 to 200 characters, none of them a control character.</param>
/// <param name="Submitter">
/// Whose key it is: two submitters that number their messages must not take one another's for repetitions. Null where nobody is asked who he is.
/// </param>
public readonly record struct IdempotencyKey(string Text, string? Submitter = null)
{
    private const int MaxLength = 200;

    /// <summary>True when it can be used.</summary>
    public bool IsUsable => Text.Length is > 0 and <= MaxLength && !Text.Any(char.IsControl);

    /// <summary>SHA-256 of whose it is and what it is.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Submitter is null ? Text : $"{Submitter}\0{Text}"));
}
