using System.Globalization;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Submission;

/// <summary>Turns a file that can be neither delivered nor returned into <c>.bad</c>, with its reason beside it. Neither is ever deleted.</summary>
internal static class Badmail
{
    /// <summary>Renames the claim to <c>base.bad</c>, or <c>base&lt;datetime&gt;.bad</c> where that exists, and writes <c>.bad.reason</c>.</summary>
    /// <remarks>The reason comes first: a crash in between leaves a claim, which is decided the same way again.</remarks>
    public static void Set(string directory, string claimPath, string baseName, TransportError reason, DateTimeOffset now)
    {
        for (var attempt = 0; ; attempt++)
        {
            var name = NameFor(baseName, attempt, now);
            var path = Path.Combine(directory, name);
            if (File.Exists(path))
            {
                continue;
            }

            File.WriteAllText(path + ".reason", $"{reason}{Environment.NewLine}");
            if (DurableFiles.RenameNoReplace(claimPath, path) != RenameResult.TargetExists)
            {
                return;
            }
        }
    }

    private static string NameFor(string baseName, int attempt, DateTimeOffset now)
    {
        var stamp = attempt == 0 ? "" : now.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        var counter = attempt <= 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{attempt}");
        return $"{baseName}{stamp}{counter}.bad";
    }
}
