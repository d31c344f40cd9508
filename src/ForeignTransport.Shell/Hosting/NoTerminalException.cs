namespace ForeignTransport.Shell.Hosting;

/// <summary>A command wants an answer, and there is nobody to give it.</summary>
public sealed class NoTerminalException(string message) : InvalidOperationException(message);
