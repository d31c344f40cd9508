using Xunit;

namespace ForeignTransport.Cluster.Tests;

/// <summary>A fact about signals and shell scripts; skipped, visibly, on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "needs a POSIX system";
        }
    }
}
