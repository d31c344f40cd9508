namespace ForeignTransport.Server.Management;

/// <summary>The routes of Akka Management, as far as they apply to Akka.NET.</summary>
/// <remarks>
/// Which routes write is decided when they are mapped: in read-only mode a write is not a request that is refused but one that does not
/// exist (405, or 404 where nothing can be read either). Reading is for every role, writing for administrators; the health checks are open to anyone.
/// </remarks>
internal static class ManagementRoutes
{
    /// <summary>Adds all routes, below the base path of the settings.</summary>
    public static void Map(IEndpointRouteBuilder routes, ManagementServices services)
    {
        var writes = new AuditedWrites(services);
        new MemberRoutes(services).Map(routes, writes);
        new DomainEventRoute(services).Map(routes);
        new ShardRoutes(services).Map(routes);
        new SeedNodesRoute(services).Map(routes);
        new AddressRoutes(services).Map(routes);
        new HealthRoutes(services).Map(routes);
        new LogLevelRoute(services).Map(routes, writes);
    }
}
