using System.Collections.Immutable;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Submission;

/// <summary>Claims on disk.</summary>
internal static class ClaimFiles
{
    /// <summary>Every claim in a directory.</summary>
    /// <exception cref="IOException">The directory does not exist or cannot be read.</exception>
    public static List<SubmittedFile> Find(string directory) => Find(new DirectoryInfo(directory).EnumerateFiles("*.tmp"));

    /// <summary>Every claim among files of a directory that are still there.</summary>
    internal static List<SubmittedFile> Find(IEnumerable<FileInfo> files)
    {
        var claims = new List<SubmittedFile>();
        foreach (var file in files)
        {
            if (!ClaimName.TryParse(file.Name, out _, out var id))
            {
                continue;
            }

            try
            {
                claims.Add(new SubmittedFile(file.Name, id, file.Length));
            }
            catch (FileNotFoundException) when (Directory.Exists(file.DirectoryName))
            {
                // It was listed, and went before it was looked at.
            }
        }

        return claims;
    }

    /// <summary>Deletes claims whose messages are journaled.</summary>
    /// <returns>The ids whose claim is certainly gone, and why others are not.</returns>
    public static (ImmutableArray<MessageId> Gone, Exception? Failure) Delete(ImmutableArray<MessageId> ids, ImmutableArray<string> paths)
    {
        var gone = ImmutableArray.CreateBuilder<MessageId>(ids.Length);
        Exception? failure = null;
        for (var i = 0; i < ids.Length; i++)
        {
            try
            {
                File.Delete(paths[i]);
                gone.Add(ids[i]);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                failure = cause;
            }
        }

        return (gone.ToImmutable(), failure);
    }
}
