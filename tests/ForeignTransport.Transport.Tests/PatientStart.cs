namespace ForeignTransport.Transport.Tests;

/// <summary>Settings for test kits: where the machine is busy, theirs may need longer than five seconds to start.</summary>
internal static class PatientStart
{
    public const string Hocon = "akka.test.startup-timeout = 60s\n";
}
