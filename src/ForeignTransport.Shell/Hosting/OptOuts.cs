namespace ForeignTransport.Shell.Hosting;

/// <summary>
/// Keeps the engine to itself: no pipe for debuggers of other programs to attach to, no telemetry, no look for updates. The engine
/// reads this when its first type is touched, so it comes before anything else.
/// </summary>
internal static class OptOuts
{
    public static void Set()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_DIAGNOSTICS_OPTOUT", "1");
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");
    }
}
