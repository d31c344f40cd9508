using System.Text;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Delivery;

/// <summary>The receipts in one Drop directory. What a gateway writes there is not trusted: links are not followed, little is read.</summary>
internal static class ReceiptFiles
{
    /// <summary>Receipts of one look; the next look goes on behind them.</summary>
    public const int Most = 1000;

    /// <summary>Bytes of a first line that are read: what is kept of it in the worst encoding.</summary>
    private const int MostBytes = 4 * GatewayFailure.MaxReasonLength;

    private const string Done = ".done";
    private const string Failed = ".failed";

    /// <summary>
    /// Reads a directory. What nobody waits for, and stays, must not hide what is behind it: when there is more than <see cref="Most"/>, looks go round.
    /// </summary>
    /// <param name="directory">The directory.</param>
    /// <param name="after">The name that the look before ended with; empty to begin with the first.</param>
    /// <returns>What was found, and the name that it ends with.</returns>
    /// <exception cref="IOException">It cannot be listed.</exception>
    public static (List<FoundReceipt> Receipts, List<TransportError> Errors, string Last) Find(string directory, string after)
    {
        var last = after;
        var receipts = new List<FoundReceipt>();
        var errors = new List<TransportError>();
        if (Directory.Exists(directory))
        {
            foreach (var path in NextOf(Directory.EnumerateFiles(directory).Where(path => TryReadName(path, out _, out _, out _)), after))
            {
                last = Path.GetFileName(path);
                if (TryRead(path, out var receipt, out var error))
                {
                    receipts.Add(new FoundReceipt(path, receipt));
                }
                else if (error is not null)
                {
                    errors.Add(error);
                }
            }
        }

        return (receipts, errors, last);
    }

    /// <summary>The first names behind one, in their order, and then those from the beginning; no more of them are kept than are wanted.</summary>
    private static IEnumerable<string> NextOf(IEnumerable<string> paths, string after)
    {
        var next = new SortedSet<(bool IsBefore, string Name, string Path)>(Comparer<(bool IsBefore, string Name, string Path)>.Create((left, right) =>
            left.IsBefore != right.IsBefore ? left.IsBefore.CompareTo(right.IsBefore) : string.CompareOrdinal(left.Name, right.Name)));
        foreach (var path in paths)
        {
            var name = Path.GetFileName(path);
            next.Add((string.CompareOrdinal(name, after) <= 0, name, path));
            if (next.Count > Most)
            {
                next.Remove(next.Max);
            }
        }

        return next.Select(receipt => receipt.Path);
    }

    /// <summary>The drop file of a receipt: <c>name.eml.done</c> and <c>name.done</c> are both receipts of <c>name.eml</c>.</summary>
    public static bool TryReadName(string path, out DropKey drop, out string fileName, out bool isDelivered)
    {
        var name = Path.GetFileName(path);
        isDelivered = name.EndsWith(Done, StringComparison.OrdinalIgnoreCase);
        drop = default;
        fileName = "";
        if (!isDelivered && !name.EndsWith(Failed, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var stem = name[..^(isDelivered ? Done : Failed).Length];
        fileName = stem.EndsWith(DropFileName.Extension, StringComparison.Ordinal) ? stem : stem + DropFileName.Extension;
        if (!DropFileName.TryParse(fileName, out var parsed))
        {
            return false;
        }

        drop = new DropKey(parsed.Message, parsed.Number);
        return true;
    }

    /// <summary>Reads a receipt whose name is one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="receipt">What it says.</param>
    /// <param name="error">Why it cannot be used; null also when it is gone.</param>
    public static bool TryRead(string path, out GatewayReceipt receipt, out TransportError? error)
    {
        TryReadName(path, out var drop, out var fileName, out var isDelivered);
        receipt = new GatewayReceipt(drop, fileName, isDelivered, null);
        if (!OpenedFile.TryOpen(path, out var file, out error))
        {
            // Removed since it was listed: what an earlier look offered is recorded meanwhile, or another server was faster.
            error = error.Entry == ErrorCatalogue.FileNotFound ? null : error;
            return false;
        }

        using (file)
        {
            if (!file.Facts.IsRegular)
            {
                error = ErrorCatalogue.ReceiptUnusable.With($"{path} is no plain file");
                return false;
            }

            if (!isDelivered)
            {
                receipt = receipt with { Reason = FirstLine(file) };
            }
        }

        return true;
    }

    private static string FirstLine(OpenedFile file)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        var read = RandomAccess.Read(file.Handle, bytes, 0);
        var text = bytes[..read];
        var encoding = EncodingOf(text);
        var line = encoding.GetString(text.StartsWith(encoding.Preamble) ? text[encoding.Preamble.Length..] : text);
        var end = line.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? line : line[..end];
    }

    /// <summary>UTF-8, unless a byte order mark says UTF-16: Windows PowerShell redirects text in that.</summary>
    private static Encoding EncodingOf(ReadOnlySpan<byte> text) =>
        text.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode
        : text.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode
        : Encoding.UTF8;
}

/// <summary>A receipt, and the file that it is in.</summary>
internal sealed record FoundReceipt(string Path, GatewayReceipt Receipt);
