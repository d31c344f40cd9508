using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>A test that needs a drive of which more than a few percent are used; a temporary drive in memory can be all but empty.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UsedDriveFactAttribute : FactAttribute
{
    public UsedDriveFactAttribute()
    {
        var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(Path.GetTempPath())! : Path.GetTempPath());
        var used = drive.TotalSize - drive.TotalFreeSpace;
        if (100 * used < 3 * (used + drive.AvailableFreeSpace))
        {
            Skip = "Less than 3 % of the temporary drive are used.";
        }
    }
}
