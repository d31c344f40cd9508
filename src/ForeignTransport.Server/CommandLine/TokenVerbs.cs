using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.CommandLine;

/// <summary>What the verbs below <c>token</c> do.</summary>
/// <param name="Create">Makes a token.</param>
/// <param name="List">Prints what is known of all tokens.</param>
/// <param name="Remove">Removes the token of a name.</param>
public sealed record TokenVerbs(
    Func<NodeConfiguration, TokenArguments, TextWriter, CancellationToken, Task<int>> Create,
    NodeVerb List,
    Func<NodeConfiguration, string, TextWriter, CancellationToken, Task<int>> Remove);
