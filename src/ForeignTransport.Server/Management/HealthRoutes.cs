using ForeignTransport.Server.Access;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Management;

/// <summary>
/// <c>/ready</c> and <c>/alive</c>, for load balancers, orchestrators and people. Unhealthy is 500, as upstream. Both are open to whoever
/// reaches the address; they tell nothing but the names of checks.
/// </summary>
internal sealed class HealthRoutes(ManagementServices services)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        Map(services.Settings.ReadinessPath, services.Readiness);
        Map(services.Settings.LivenessPath, services.Liveness);

        void Map(string path, HealthChecks checks) =>
            routes.MapMethods(services.Settings.Route(path), Answer.MethodsOf(HttpMethods.Get), context => AnswerAsync(context, checks)).AllowAnyone();
    }

    private static async Task AnswerAsync(HttpContext context, HealthChecks checks)
    {
        var report = await checks.RunAsync();
        await Answer.TextAsync(context, report.Healthy ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError, report.Text);
    }
}
