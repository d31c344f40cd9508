namespace ForeignTransport.Shell.Settings;

/// <summary>A setting makes no sense. The message is one sentence that names it and where it stands.</summary>
internal sealed class SettingsException(string message) : Exception(message);
