using System.Security.Authentication;

namespace ForeignTransport.PowerShell.Connections;

/// <summary>No server answered. The message is one line that names the addresses and the reasons.</summary>
public sealed class ServerAwayException : Exception
{
    private ServerAwayException(string message, Exception cause)
        : base(message, cause)
    {
    }

    internal static ServerAwayException Of(IReadOnlyList<(Uri Server, Exception Cause)> tried)
    {
        var first = tried[0];
        var message = tried.Count == 1
            ? $"The ForeignTransport server {Address(first.Server)} does not answer: {Reason(first.Cause)}. {Remedy(first.Cause)}, or name another with -Server (FTX_SERVER)."
            : $"No ForeignTransport server answers: {string.Join("; ", tried.Select(one => $"{Address(one.Server)}: {Reason(one.Cause)}"))}. "
                + "Start one, or name another with -Server (FTX_SERVER).";
        return new ServerAwayException(message, first.Cause);
    }

    /// <summary>A change was sent and no answer came: nobody knows whether it was made.</summary>
    internal static ServerAwayException Unknown(Uri server, Exception cause) =>
        new($"The ForeignTransport server {Address(server)} was asked and did not answer: {Reason(cause)}. Whether it did what was asked is not known; look before you repeat it.", cause);

    private static string Address(Uri server) => server.GetLeftPart(UriPartial.Authority);

    private static string Remedy(Exception cause) => cause.InnerException is AuthenticationException ? "Let this computer trust its certificate" : "Start it";

    private static string Reason(Exception cause)
    {
        if (cause is OperationCanceledException)
            return "no answer in time";
        var deepest = cause;
        while (deepest.InnerException is { } inner)
            deepest = inner;
        return deepest.Message.Trim().TrimEnd('.').Replace("\r", "").Replace("\n", " ");
    }
}
