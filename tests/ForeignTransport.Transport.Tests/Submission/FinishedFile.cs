using ForeignTransport.Transport.Storage;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>
/// Files that nobody has open for writing any more. A process that a spec beside this one starts holds copies of all open files for a moment, and
/// what is taken in looks for writers.
/// </summary>
internal static class FinishedFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static void Write(string path, string text)
    {
        File.WriteAllText(path, text);
        Await(path);
    }

    public static void Write(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        Await(path);
    }

    /// <summary>Waits until the last writer is gone.</summary>
    public static void Await(string path)
    {
        Assert.True(OpenedFile.TryOpen(path, out var file, out var error), error?.ToString());
        using (file)
        {
            Await(file);
        }
    }

    /// <summary>Waits until the last writer is gone.</summary>
    public static void Await(OpenedFile file)
    {
        Assert.True(SpinWait.SpinUntil(() => file.HasWriter() != WriterPresence.Yes, Patience), "still written to");
    }
}
