using Xunit;

namespace ForeignTransport.Cluster.Tests;

/// <summary>A fact that needs a second file system at a known place (/dev/shm); skipped, visibly, elsewhere than on Linux.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "needs Linux";
        }
    }
}
