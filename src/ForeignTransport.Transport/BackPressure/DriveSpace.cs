namespace ForeignTransport.Transport.BackPressure;

/// <summary>The space of a drive, in bytes, as whoever writes there without privileges has it: what is reserved is neither used nor free.</summary>
internal readonly record struct DriveSpace(long Used, long Free)
{
    /// <summary>All there is.</summary>
    public long Megabytes => (Used + Free) >> 20;

    /// <summary>The drive that a directory is on.</summary>
    /// <exception cref="IOException">It cannot be asked.</exception>
    public static DriveSpace Of(string directory)
    {
        var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(directory)! : directory);
        return new DriveSpace(drive.TotalSize - drive.TotalFreeSpace, drive.AvailableFreeSpace);
    }

    /// <summary>What is used, in percent, rounded down.</summary>
    /// <param name="freeInside">Bytes that count as free though the drive has given them out.</param>
    public long PercentUsed(long freeInside = 0) => Used + Free == 0 ? 0 : (long)(100 * (decimal)Math.Max(0, Used - freeInside) / (Used + Free));
}
