using ForeignTransport.Core.Access;

namespace ForeignTransport.Server.Access;

/// <summary>Who sent a request. Set by <see cref="AccessControl"/> before any route is reached, but for routes that are open to anyone.</summary>
internal sealed record CallerFeature(Caller Caller);

/// <summary>The caller of a request.</summary>
internal static class CallerOfContext
{
    /// <summary>Who sent this request.</summary>
    /// <exception cref="InvalidOperationException">The route is open to anyone, and nobody was asked.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<CallerFeature>()?.Caller ?? throw new InvalidOperationException("Nobody was asked who sent this request.");
}
