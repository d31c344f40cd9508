using System.Globalization;
using System.Text;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Submission;

/// <summary>Turns a file that can be neither delivered nor returned into <c>.bad</c>, with its reason beside it. Neither is ever deleted.</summary>
internal static class Badmail
{
    private const string Extension = ".bad";
    private const string ReasonExtension = ".reason";

    /// <summary>Longest file name in bytes on the file systems in use.</summary>
    private const int MaxNameBytes = 255;

    /// <summary>Renames the claim to <c>base.bad</c>, or <c>base&lt;datetime&gt;.bad</c> where that exists, and writes <c>.bad.reason</c>.</summary>
    /// <remarks>The reason comes first: a crash in between leaves a claim, which is decided the same way again.</remarks>
    public static void Set(string directory, string claimPath, string baseName, TransportError reason, DateTimeOffset now)
    {
        for (var attempt = 0; ; attempt++)
        {
            var name = NameFor(baseName, attempt, now);
            var path = Path.Combine(directory, name);
            if (File.Exists(path) || Directory.Exists(path + ReasonExtension))
            {
                continue;
            }

            WriteReason(path + ReasonExtension, $"{reason}{Environment.NewLine}");
            if (DurableFiles.RenameNoReplace(claimPath, path) != RenameResult.TargetExists)
            {
                return;
            }
        }
    }

    private static void WriteReason(string path, string text)
    {
        // What lies there is of a try that broke off, or a link that somebody laid: it is replaced and never written through.
        File.Delete(path);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string NameFor(string baseName, int attempt, DateTimeOffset now)
    {
        var stamp = attempt == 0 ? "" : now.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        var counter = attempt <= 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{attempt}");
        var suffix = $"{stamp}{counter}{Extension}";
        return Cut(baseName, MaxNameBytes - suffix.Length - ReasonExtension.Length) + suffix;
    }

    private static string Cut(string text, int maxBytes)
    {
        var length = text.Length;
        while (Encoding.UTF8.GetByteCount(text.AsSpan(0, length)) > maxBytes)
        {
            length -= length > 1 && char.IsLowSurrogate(text[length - 1]) ? 2 : 1;
        }

        return text[..length];
    }
}
