using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Submission;

/// <summary>Finds the Pickup and Replay directories of this server.</summary>
/// <param name="ServerName">This server.</param>
/// <param name="DataDirectory">Where they are by default.</param>
/// <param name="WindowsPaths">Where Windows paths are on this system.</param>
internal sealed record SubmissionPaths(string ServerName, string DataDirectory, WindowsPathMapping WindowsPaths)
{
    /// <summary>Resolves the setting of a directory.</summary>
    /// <param name="kind">Pickup or Replay.</param>
    /// <param name="organization">The configuration.</param>
    /// <param name="path">The directory; null when it is disabled or cannot be used.</param>
    /// <param name="error">Why it cannot be used; null when it is merely disabled.</param>
    public bool TryResolve(
        SubmissionKind kind, OrganizationState organization, out string? path, [NotNullWhen(false)] out TransportError? error)
    {
        if (!TryResolveAlone(kind, organization, out path, out error))
        {
            return false;
        }

        // The names were compared when they were set; here links are resolved too. Pickup wins, Replay gives way.
        if (kind == SubmissionKind.Replay && path is not null
            && TryResolveAlone(SubmissionKind.Pickup, organization, out var pickup, out _) && pickup is not null
            && DirectoryPath.Overlap(RealPath(path), RealPath(pickup)))
        {
            error = ErrorCatalogue.SubmissionDirectoriesOverlap.With($"{path} and {pickup}");
            path = null;
            return false;
        }

        return true;
    }

    private bool TryResolveAlone(
        SubmissionKind kind, OrganizationState organization, out string? path, [NotNullWhen(false)] out TransportError? error)
    {
        error = null;
        var service = organization.Server(ServerName);
        path = kind == SubmissionKind.Pickup
            ? service.PickupDirectoryPath.Resolve(Path.Combine(DataDirectory, "pickup"))
            : service.ReplayDirectoryPath.Resolve(Path.Combine(DataDirectory, "replay"));
        if (path is null || WindowsPaths.TryMap(path, out var mapped, out error))
        {
            path = path is null ? null : WindowsPaths.TryMap(path, out mapped, out _) ? mapped : path;
            return true;
        }

        path = null;
        return false;
    }

    private static string RealPath(string path)
    {
        try
        {
            return new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }
        catch (IOException)
        {
            return Path.GetFullPath(path);
        }
    }
}
