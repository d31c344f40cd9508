using ForeignTransport.Core.Access;

namespace ForeignTransport.Server.CommandLine;

/// <summary>An access token that is to be made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What its bearer may do.</param>
/// <param name="Lifetime">How long it is good for; null for ever.</param>
/// <param name="Out">The file that the secret is written to; null to print it.</param>
public sealed record TokenArguments(string Name, Role Role, TimeSpan? Lifetime, string? Out);
