using Akka.Actor;
using Akka.Event;

namespace ForeignTransport.Server.Http;

/// <summary>Takes what ASP.NET Core logs into the log of the server.</summary>
internal sealed class ActorSystemLoggerProvider(ActorSystem system) : ILoggerProvider
{
    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Adapter(Logging.GetLogger(system, typeof(HttpHost)));

    /// <inheritdoc />
    public void Dispose()
    {
        // The log belongs to the actor system.
    }

    private sealed class Adapter(ILoggingAdapter log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => logLevel >= Microsoft.Extensions.Logging.LogLevel.Warning;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var level = logLevel == Microsoft.Extensions.Logging.LogLevel.Warning ? Akka.Event.LogLevel.WarningLevel : Akka.Event.LogLevel.ErrorLevel;
            log.Log(level, exception, "HTTP: {0}", formatter(state, exception));
        }
    }
}
