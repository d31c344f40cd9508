namespace ForeignTransport.Server.Bench;

/// <summary>A fresh directory that is gone when disposed, unless it is kept.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private TemporaryDirectory(string path) => Path = path;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Creates one below <paramref name="parent"/>, which is created if need be.</summary>
    /// <param name="parent">Decides the file system, and with it what the run measures.</param>
    /// <param name="prefix">How its name begins.</param>
    public static TemporaryDirectory Below(string parent, string prefix = "foreign-transport-")
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(parent), prefix + System.IO.Path.GetRandomFileName());
        Directory.CreateDirectory(path);
        return new TemporaryDirectory(path);
    }

    /// <summary>It stays when disposed.</summary>
    public bool IsKept { get; set; }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!IsKept)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
