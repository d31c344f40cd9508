namespace ForeignTransport.Server.Bench;

/// <summary>The server ended, or said nothing for too long, before it took messages. The message holds its last output.</summary>
internal sealed class ServerStartException(string message) : Exception(message);
