namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes access tokens.</summary>
public sealed class AccessTokenCompleter() : NameCompleter("access-tokens", "name");
