namespace ForeignTransport.PowerShell.Migration;

/// <summary>A file, or an item of it, is not what Exchange writes.</summary>
public sealed class ExchangeFileException(string message, Exception? cause = null) : Exception(message, cause);
