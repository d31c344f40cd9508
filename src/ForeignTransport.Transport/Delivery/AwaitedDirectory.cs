namespace ForeignTransport.Transport.Delivery;

/// <summary>A directory in which a receipt may come, whatever connectors say today: drop files were published there that are not confirmed.</summary>
/// <param name="Server">The server that wrote the files.</param>
/// <param name="Path">The directory, as that server names it.</param>
/// <param name="Marker">The marker of that server in its staging directory; empty when that is not known.</param>
internal sealed record AwaitedDirectory(string Server, string Path, string Marker);
