namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes messages in queues.</summary>
public sealed class MessageCompleter() : NameCompleter("messages", "identity");
