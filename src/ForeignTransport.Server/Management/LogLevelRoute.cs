using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Management;

/// <summary>
/// <c>/loglevel/akka</c>: reads and changes the level below which nothing is logged, until the next start.
/// </summary>
/// <remarks>
/// Akka.NET applies less output to everything at once. More output reaches what starts from then on: a logger remembers at its creation
/// which levels are on.
/// </remarks>
internal sealed class LogLevelRoute(ManagementServices services)
{
    private const Akka.Event.LogLevel Off = (Akka.Event.LogLevel)int.MaxValue;

    /// <summary>Adds the route; as upstream, writing it is 403 in read-only mode, not 405.</summary>
    public void Map(IEndpointRouteBuilder routes, AuditedWrites writes)
    {
        var path = services.Settings.Route("loglevel/akka");
        routes.MapGet(path, context => Answer.TextAsync(context, StatusCodes.Status200OK, NameOf(services.System.EventStream.LogLevel))).RequireRole(Role.ViewOnly);
        routes.MapPut(path, services.Settings.ReadOnly
            ? context => Answer.MessageAsync(context, StatusCodes.Status403Forbidden, "Read-only")
            : writes.Handle(context => Task.FromResult(Set(context)))).RequireRole(Role.Administrator);
    }

    private WriteOutcome Set(HttpContext context)
    {
        var text = context.Request.Query["level"].ToString();
        if (Parse(text) is not { } level)
        {
            return new(StatusCodes.Status400BadRequest, "The level must be one of OFF, ERROR, WARNING, INFO, DEBUG", $"level={text}");
        }

        services.System.EventStream.SetLogLevel(level);
        return new(StatusCodes.Status200OK, "OK", $"level={text}");
    }

    private static Akka.Event.LogLevel? Parse(string text) => text.ToUpperInvariant() switch
    {
        "OFF" => Off,
        "ERROR" => Akka.Event.LogLevel.ErrorLevel,
        "WARNING" => Akka.Event.LogLevel.WarningLevel,
        "INFO" => Akka.Event.LogLevel.InfoLevel,
        "DEBUG" => Akka.Event.LogLevel.DebugLevel,
        _ => null,
    };

    private static string NameOf(Akka.Event.LogLevel level) => level switch
    {
        Akka.Event.LogLevel.ErrorLevel => "ERROR",
        Akka.Event.LogLevel.WarningLevel => "WARNING",
        Akka.Event.LogLevel.InfoLevel => "INFO",
        Akka.Event.LogLevel.DebugLevel => "DEBUG",
        _ => "OFF",
    };
}
