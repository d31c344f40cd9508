using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;

namespace ForeignTransport.Transport.Hosting;

/// <summary>Writes log events to standard error, one line each; input never breaks a line.</summary>
/// <remarks>
/// What Akka.NET itself tells below a warning is about its machinery, and no operator acts on it; nor on what a shard region warns of, while it
/// looks for its coordinator or lets a partition go. All of it appears with <c>akka.loglevel = DEBUG</c>.
/// </remarks>
internal sealed class LineLogger : UntypedActor
{
    private readonly bool _everything = Context.System.Settings.LogLevel.Equals("DEBUG", StringComparison.OrdinalIgnoreCase);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent log when !_everything && IsMachinery(log):
                break;
            case LogEvent log:
                Console.Error.WriteLine(Format(log));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Writes a warning while there is no actor system to log with, in the same form.</summary>
    public static void Warn(string message) =>
        Console.Error.WriteLine(OneLine($"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} warn  {message}"));

    /// <summary>Writes an error of something that knows no actor system, in the same form.</summary>
    public static void Error(string message) =>
        Console.Error.WriteLine(OneLine($"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} error {message}"));

    private static bool IsMachinery(LogEvent log) =>
        log.LogClass.Namespace is { } name && (name == "Akka" || name.StartsWith("Akka.", StringComparison.Ordinal))
        && (log.LogLevel() < LogLevel.WarningLevel || (log.LogLevel() == LogLevel.WarningLevel && log.LogClass == typeof(ShardRegion)));

    /// <summary>The line of an event.</summary>
    internal static string Format(LogEvent log)
    {
        var level = log.LogLevel() switch
        {
            LogLevel.ErrorLevel => "error",
            LogLevel.WarningLevel => "warn ",
            LogLevel.InfoLevel => "info ",
            _ => "debug"
        };
        var cause = log.Cause is null ? "" : $" | {log.Cause}";
        return OneLine($"{log.Timestamp:yyyy-MM-ddTHH:mm:ss.fffZ} {level} {log.Message}{cause}");
    }

    private static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ⏎ ");
        return line.Any(char.IsControl) ? string.Concat(line.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : line;
    }
}
