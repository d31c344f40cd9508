namespace ForeignTransport.Transport.Storage;

/// <summary>
/// Tells that files have arrived in a directory: closed after writing, or moved in. It says "something changed" once and is then quiet
/// until it is armed again, however much happens; what happened meanwhile is said at once on arming. Watching only saves waiting for
/// the next poll: notices are lost when a directory is removed, and network file systems give none.
/// </summary>
internal abstract class DirectoryWatch : IDisposable
{
    /// <summary>Begins to watch, armed. <paramref name="changed"/> is called on a thread of the watch and must not block.</summary>
    /// <exception cref="IOException">The directory does not exist, or the system has no more watches to give.</exception>
    public static DirectoryWatch Start(string directory, Action changed) => OperatingSystem.IsLinux()
        ? new LinuxDirectoryWatch(directory, changed)
        : new PortableDirectoryWatch(directory, changed);

    /// <summary>Asks for the next notice. Arm before looking into the directory, then nothing is missed.</summary>
    public abstract void Arm();

    public abstract void Dispose();
}
