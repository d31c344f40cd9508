using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// Keeps the directories of a server apart. The data directory is known only to the server itself, so that paths below it are compared by a
/// stand-in; a server must compare the real paths again when it starts (<see cref="Overlap(string?, string?)"/>).
/// </summary>
public static class IntakeDirectories
{
    // Not a path on any system, so that no explicit path can be equal to it.
    private const string DataDirectory = "<data>";

    /// <summary>FT-5006 when the Pickup and Replay directories of a server are one, or one lies inside the other.</summary>
    public static TransportError? Overlap(TransportService service)
    {
        var error = Overlap(
            service.PickupDirectoryPath.Resolve($"{DataDirectory}/{TransportService.UsualPickupDirectory}"),
            service.ReplayDirectoryPath.Resolve($"{DataDirectory}/{TransportService.UsualReplayDirectory}"));
        return error is null ? null : error with { Detail = $"{service.Name}: {error.Detail}" };
    }

    /// <summary>FT-5006 when two resolved directories are one, or one lies inside the other; null is a directory that is not used.</summary>
    public static TransportError? Overlap(string? pickup, string? replay) =>
        pickup is not null && replay is not null && DirectoryPath.Overlap(pickup, replay)
            ? ErrorCatalogue.DirectoriesOverlap.With(
                $"PickupDirectoryPath {SingleLine.Quote(pickup)} and ReplayDirectoryPath {SingleLine.Quote(replay)}")
            : null;

    /// <summary>FT-2002 or FT-2004 when a connector cannot write its files on a server with these settings.</summary>
    internal static TransportError? Conflict(ForeignConnector connector, TransportService service)
    {
        if (service.RootDropDirectoryPath.Length > 0 && DirectoryPath.IsAbsolute(connector.DropDirectory))
        {
            return ErrorCatalogue.InvalidDropDirectoryCombination.With(
                $"DropDirectory {SingleLine.Quote(connector.DropDirectory)} with "
                + $"RootDropDirectoryPath {SingleLine.Quote(service.RootDropDirectoryPath)} of {service.Name}");
        }

        var drop = DropKey(connector, service);
        string?[] intakes =
        [
            service.PickupDirectoryPath.Resolve($"{DataDirectory}/{TransportService.UsualPickupDirectory}"),
            service.ReplayDirectoryPath.Resolve($"{DataDirectory}/{TransportService.UsualReplayDirectory}")
        ];
        // Without case: whether the file system of a server tells cases apart is not known here.
        return intakes.OfType<string>().Any(intake => drop.Equals(DirectoryPath.ComparisonKey(intake), StringComparison.OrdinalIgnoreCase))
            ? ErrorCatalogue.DropDirectoryIsIntake.With($"DropDirectory {SingleLine.Quote(connector.DropDirectory)} on {service.Name}")
            : null;
    }

    /// <summary>One text for one Drop directory of a server.</summary>
    internal static string DropKey(ForeignConnector connector, TransportService service)
    {
        if (DirectoryPath.IsAbsolute(connector.DropDirectory)
            || !DropDirectoryPath.TryDescend(connector.DropDirectory, isWindows: false, out var names))
            return DirectoryPath.ComparisonKey(connector.DropDirectory);
        var root = service.RootDropDirectoryPath.Length == 0 ? DataDirectory : service.RootDropDirectoryPath;
        return $"{DirectoryPath.ComparisonKey(root)}{string.Join('/', names)}/";
    }
}
