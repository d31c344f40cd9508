namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes servers.</summary>
public sealed class ServerCompleter() : NameCompleter("servers", "name");
