using System.Net;

namespace ForeignTransport.Server.Http;

/// <summary>
/// Refuses requests whose Host header is a DNS name other than <c>localhost</c>. A page that makes its own name resolve to this machine
/// (DNS rebinding) would otherwise be of the same origin as this server and could use it with the visitor's reach.
/// </summary>
/// <remarks>An address as host is safe: nobody can make it resolve to something else.</remarks>
internal static class HostNameFilter
{
    /// <summary>The middleware.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        IsAllowed(context.Request.Host.Host) ? next(context) : Answer.MessageAsync(
            context, StatusCodes.Status400BadRequest, "Use localhost or an IP address as host.");

    internal static bool IsAllowed(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host, out _);
}
