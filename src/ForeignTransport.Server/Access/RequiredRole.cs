using ForeignTransport.Core.Access;

namespace ForeignTransport.Server.Access;

/// <summary>What the caller of a route must be at least. A route that says nothing is for administrators.</summary>
/// <param name="Role">The least role; null for a route that is open to whoever reaches the address.</param>
internal sealed record RequiredRole(Role? Role)
{
    /// <summary>For routes without a word on it: what was forgotten is closed, not open.</summary>
    public static RequiredRole Unsaid { get; } = new(Core.Access.Role.Administrator);
}

/// <summary>Says what the caller of a route must be.</summary>
internal static class RequiredRoleOfEndpoint
{
    /// <summary>For callers of this role and those above.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder route, Role role)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequiredRole(role));

    /// <summary>For whoever reaches the address, without being asked: health checks.</summary>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequiredRole(Role: null));
}
