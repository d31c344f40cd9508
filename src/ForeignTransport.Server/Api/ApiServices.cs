using ForeignTransport.Server.Access;
using ForeignTransport.Transport.Hosting;

namespace ForeignTransport.Server.Api;

/// <summary>What the operations work with.</summary>
/// <param name="Server">The server that answers.</param>
/// <param name="Access">Tokens and the audit log.</param>
/// <param name="ProductVersion">The version of this program.</param>
internal sealed record ApiServices(TransportServer Server, AccessServices Access, string ProductVersion);
