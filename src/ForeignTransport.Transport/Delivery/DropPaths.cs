using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Delivery;

/// <summary>Finds the Drop directory of a connector on this server.</summary>
/// <param name="DataDirectory">What a blank RootDropDirectoryPath means.</param>
/// <param name="WindowsPaths">Where Windows paths are on this system.</param>
/// <param name="Markers">The markers of this server.</param>
internal sealed record DropPaths(string DataDirectory, WindowsPathMapping WindowsPaths, StagingMarkers Markers)
{
    /// <summary>Notes which messages are being written.</summary>
    public WorkLedger Work { get; init; } = WorkLedger.None;

    /// <summary>Resolves RootDropDirectoryPath and DropDirectory.</summary>
    public bool TryOpen(
        ForeignConnector connector,
        TransportService service,
        [NotNullWhen(true)] out DropDirectory? directory,
        [NotNullWhen(false)] out TransportError? error)
    {
        directory = DropDirectoryPath.TryResolve(
            service.RootDropDirectoryPath, connector.DropDirectory, connector.Name, DataDirectory, WindowsPaths,
            out var path, out var relative, out error)
            ? new DropDirectory(path, relative && MayCreateBelow(service.RootDropDirectoryPath), connector.DropDirectoryQuota, Markers) { Work = Work }
            : null;
        return directory is not null;
    }

    /// <summary>The folder above relative Drop directories; null when it is not one of this system.</summary>
    public string? RootOf(TransportService service) =>
        service.RootDropDirectoryPath.Length == 0 ? DataDirectory
        : WindowsPaths.TryMap(service.RootDropDirectoryPath, out var path, out _) ? path
        : null;

    /// <summary>
    /// A root outside the data directory is the administrator's, as an absolute Drop directory is: when it is not there it is a volume that is not
    /// mounted, and what would be created in its place nobody would ever look at.
    /// </summary>
    private bool MayCreateBelow(string root) =>
        root.Length == 0
        || (WindowsPaths.TryMap(root, out var path, out _) && (Directory.Exists(path) || Path.GetFullPath(path).StartsWith(
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(DataDirectory)) + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
}
