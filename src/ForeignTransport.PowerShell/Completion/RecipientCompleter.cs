namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes recipients.</summary>
public sealed class RecipientCompleter() : NameCompleter("recipients", "name");
