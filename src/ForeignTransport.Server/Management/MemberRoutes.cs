using Akka.Cluster;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Management;

/// <summary>Who is in the cluster, who joins it and who leaves it: <c>/cluster/members</c> and <c>PUT /cluster</c>.</summary>
/// <remarks>
/// The order of refusals is that of upstream: a member that does not exist is 404 before anything is said about the request.
/// Joining, leaving and downing are commands: 200 means given, not done.
/// </remarks>
internal sealed class MemberRoutes(ManagementServices services)
{
    private const string NotSupported = "Operation not supported";

    private static readonly WriteOutcome Unavailable = new(StatusCodes.Status503ServiceUnavailable, ManagementAnswer.NotAvailable);

    /// <summary>Adds the routes; those that write only when they may.</summary>
    public void Map(IEndpointRouteBuilder routes, AuditedWrites writes)
    {
        var members = services.Settings.Route("cluster/members");
        // A catch-all, since an address may hold slashes; the list itself, with or without a slash at its end, is the more specific route.
        var member = members + "/{**address}";
        routes.MapGet(members, GetAllAsync).RequireRole(Role.ViewOnly);
        routes.MapGet(member, GetAsync).RequireRole(Role.ViewOnly);
        if (services.Settings.ReadOnly)
        {
            return;
        }

        routes.MapPost(members, writes.Handle(JoinAsync)).RequireRole(Role.Administrator);
        routes.MapDelete(member, writes.Handle(context => Task.FromResult(Leave(context)))).RequireRole(Role.Administrator);
        routes.MapPut(member, writes.Handle(OperateAsync)).RequireRole(Role.Administrator);
        routes.MapPut(services.Settings.Route("cluster"), writes.Handle(PrepareForShutdownAsync)).RequireRole(Role.Administrator);
    }

    private Task GetAllAsync(HttpContext context) => services.IsClusterAvailable
        ? Answer.JsonAsync(context, StatusCodes.Status200OK, ClusterSnapshot.Of(services.Cluster), ManagementJson.Default.ClusterDocument)
        : ManagementAnswer.NotAvailableAsync(context);

    private Task GetAsync(HttpContext context)
    {
        if (!services.IsClusterAvailable)
        {
            return ManagementAnswer.NotAvailableAsync(context);
        }

        return Find(context, out var sought) is { } member
            ? Answer.JsonAsync(context, StatusCodes.Status200OK, ClusterSnapshot.Describe(member), ManagementJson.Default.MemberDocument)
            : Answer.MessageAsync(context, StatusCodes.Status404NotFound, NotFound(sought));
    }

    /// <summary>A node joins once in its life, and what asks it to again is ignored without a word; here it is told (409).</summary>
    private async Task<WriteOutcome> JoinAsync(HttpContext context)
    {
        if (!services.IsClusterAvailable)
        {
            return Unavailable;
        }

        var (text, refusal) = await AuditedWrites.ReadFieldAsync(context, "address");
        if (text is null)
        {
            return refusal;
        }

        var request = $"address={text}";
        var cluster = services.Cluster;
        if (!MemberAddress.TryParseTarget(text, cluster.SelfAddress, out var target))
        {
            return new(StatusCodes.Status400BadRequest, $"Address [{text}] is not of the form {cluster.SelfAddress.Protocol}://{cluster.SelfAddress.System}@host:port", request);
        }

        if (cluster.State.Members.Any(member => member.UniqueAddress == cluster.SelfUniqueAddress))
        {
            return new(StatusCodes.Status409Conflict, $"{cluster.SelfAddress} is a member of a cluster already", request);
        }

        cluster.Join(target);
        return new(StatusCodes.Status200OK, $"Joining {target}", request);
    }

    private WriteOutcome Leave(HttpContext context)
    {
        if (!services.IsClusterAvailable)
        {
            return Unavailable;
        }

        return Find(context, out var sought) is { } member ? Leave(member) : new(StatusCodes.Status404NotFound, NotFound(sought));
    }

    private async Task<WriteOutcome> OperateAsync(HttpContext context)
    {
        if (!services.IsClusterAvailable)
        {
            return Unavailable;
        }

        if (Find(context, out var sought) is not { } member)
        {
            return new(StatusCodes.Status404NotFound, NotFound(sought));
        }

        var (operation, refusal) = await AuditedWrites.ReadFieldAsync(context, "operation");
        return operation?.ToLowerInvariant() switch
        {
            null => refusal,
            "down" => await DownAsync(member, context.RequestAborted),
            "leave" => Leave(member) with { Request = "operation=Leave" },
            _ => new(StatusCodes.Status400BadRequest, NotSupported, $"operation={operation}"),
        };
    }

    private async Task<WriteOutcome> PrepareForShutdownAsync(HttpContext context)
    {
        if (!services.IsClusterAvailable)
        {
            return Unavailable;
        }

        var (operation, refusal) = await AuditedWrites.ReadFieldAsync(context, "operation");
        if (operation is null)
        {
            return refusal;
        }

        // Akka.NET has no such statuses. Sending every member away instead would be something else under this name.
        var known = operation.Equals("prepare-for-full-shutdown", StringComparison.OrdinalIgnoreCase);
        return new(known ? StatusCodes.Status501NotImplemented : StatusCodes.Status400BadRequest, NotSupported, $"operation={operation}");
    }

    private WriteOutcome Leave(Member member)
    {
        services.Cluster.Leave(member.Address);
        return new(StatusCodes.Status200OK, $"Leaving {member.Address}");
    }

    /// <summary>Downing is for a member that nobody reaches, and it may be at work all the same: it is shut out of the database first.</summary>
    private async Task<WriteOutcome> DownAsync(Member member, CancellationToken cancellationToken)
    {
        if (await services.Fence(member.UniqueAddress, cancellationToken) is { } obstacle)
        {
            return new(StatusCodes.Status503ServiceUnavailable, $"Not downed: {obstacle.Entry.Code} {obstacle.Entry.Name}", "operation=Down");
        }

        services.Cluster.Down(member.Address);
        return new(StatusCodes.Status200OK, $"Downing {member.Address}", "operation=Down");
    }

    private Member? Find(HttpContext context, out string sought)
    {
        sought = MemberAddress.Decode((string?)context.GetRouteValue("address") ?? "");
        return MemberAddress.Find(services.Cluster.State.Members, sought);
    }

    private static string NotFound(string sought) => $"Member [{sought}] not found";
}
