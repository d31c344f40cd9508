namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes the languages that notifications have by themselves; a text of one's own may be in any other.</summary>
public sealed class DsnLanguageCompleter() : WordCompleter("de", "en", "es", "fr");
