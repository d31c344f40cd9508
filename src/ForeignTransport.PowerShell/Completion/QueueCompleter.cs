namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes queues.</summary>
public sealed class QueueCompleter() : NameCompleter("queues", "identity");
