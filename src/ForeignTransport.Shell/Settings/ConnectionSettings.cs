namespace ForeignTransport.Shell.Settings;

/// <summary>The servers to speak to, the token to show them, and what the operator should know about both.</summary>
internal sealed record ConnectionSettings(IReadOnlyList<Uri> Servers, string? Token, IReadOnlyList<string> Warnings);
