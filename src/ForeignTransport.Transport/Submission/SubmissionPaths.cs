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
    /// <summary>As many as Linux follows; links that lead in a circle end there.</summary>
    private const int MaxLinks = 40;

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

    /// <summary>The path without links, as far as it exists: any folder on the way can be one.</summary>
    private static string RealPath(string path, int depth = 0)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var name in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, name);
            try
            {
                real = new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true) is { } target && depth < MaxLinks
                    ? RealPath(target.FullName, depth + 1)
                    : real;
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // Not there, or not for us to see: then it is what it says.
                continue;
            }
        }

        return real;
    }
}
