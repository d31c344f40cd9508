namespace ForeignTransport.Transport.Tests.Storage;

/// <summary>A directory on the real file system that goes away with its test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Path { get; } = Directory.CreateTempSubdirectory("foreign-transport-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Again and again for a while: an actor that is about to end may make something new inside.</summary>
    public void Dispose()
    {
        if (!SpinWait.SpinUntil(TryDelete, Patience))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
