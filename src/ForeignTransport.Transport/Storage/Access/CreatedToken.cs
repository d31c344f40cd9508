using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>A token that was made, or why none was.</summary>
/// <param name="Token">What is known of it.</param>
/// <param name="Secret">To be shown once.</param>
/// <param name="Error">Why there is none.</param>
internal sealed record CreatedToken(AccessToken? Token, string? Secret, TransportError? Error)
{
    /// <summary>True when there is one.</summary>
    [MemberNotNullWhen(true, nameof(Token), nameof(Secret))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsCreated => Token is not null;

    /// <summary>The secret is left out.</summary>
    public override string ToString() => Token?.ToString() ?? $"{Error}";
}
