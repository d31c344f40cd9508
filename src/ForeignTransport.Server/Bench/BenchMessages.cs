using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// The messages of one run: message <c>index</c> is a pure function of seed, size and index, so nothing has to be kept to know later
/// what must come out. Headers and body both name the index, and every body differs.
/// </summary>
/// <remarks>
/// Bodies are slices of one random text, cut at different lines: writing or checking a message is a copy and a compare, which keeps the
/// generator out of the server's way on a machine that both share. Not safe for use by several threads at once.
/// </remarks>
internal sealed class BenchMessages
{
    /// <summary>The envelope sender of every message.</summary>
    public const string Sender = "bench@contoso.com";

    /// <summary>The only recipient of every message: fax number +15555550100, encapsulated.</summary>
    public const string Recipient = "IMCEAFAX-+2B15555550100@contoso.com";

    /// <summary>The least size that holds the headers and a body worth comparing, in bytes.</summary>
    public const int MinimumSizeBytes = 512;

    private const string Placeholder = "########";
    private const int LineBytes = 80;
    private const int SpareLines = 997;

    private readonly byte[] _prologue;
    private readonly int[] _indexPositions;
    private readonly int _headerBytes;
    private readonly byte[] _text;
    private readonly byte[] _expected;
    private readonly byte[] _run;

    /// <param name="seed">Selects the run; messages of another seed are recognised as strangers.</param>
    /// <param name="sizeBytes">Size of each whole message, headers included; at least <see cref="MinimumSizeBytes"/>.</param>
    /// <param name="form">The directory the files are for.</param>
    public BenchMessages(ulong seed, int sizeBytes, SubmissionForm form = SubmissionForm.Pickup)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sizeBytes, MinimumSizeBytes);
        SizeBytes = sizeBytes;

        var run = seed.ToString("x16", CultureInfo.InvariantCulture);
        _run = Encoding.ASCII.GetBytes(run);

        var header = Header(run, form);
        _headerBytes = header.Length;
        _prologue = Encoding.ASCII.GetBytes(header + $"bench {run} {Placeholder}\r\n");
        _indexPositions = Positions(_prologue);

        _text = RandomText(seed, (sizeBytes / LineBytes) + SpareLines + 1);
        _expected = new byte[sizeBytes];
    }

    /// <summary>Size of each whole message in bytes.</summary>
    public int SizeBytes { get; }

    /// <summary>Writes message <paramref name="index"/> (0 to 99,999,999): exactly <see cref="SizeBytes"/> bytes.</summary>
    public void Write(int index, Span<byte> destination)
    {
        _prologue.CopyTo(destination);
        foreach (var position in _indexPositions)
        {
            index.TryFormat(destination[position..], out _, "D8", CultureInfo.InvariantCulture);
        }

        var body = destination[_prologue.Length..SizeBytes];
        var firstLine = (int)((uint)index * 2654435761U % SpareLines);
        _text.AsSpan(firstLine * LineBytes, body.Length).CopyTo(body);

        // The cut may fall behind a CR; a body must not end in CR CR LF.
        body[^3] = body[^3] == (byte)'\r' ? (byte)'.' : body[^3];
        body[^2] = (byte)'\r';
        body[^1] = (byte)'\n';
    }

    /// <summary>
    /// Says whether the bytes of a drop file are a message of this run with an untouched body. Header lines may have been added.
    /// </summary>
    /// <param name="dropFile">The whole file.</param>
    /// <param name="index">The message it is, or -1 if it does not say.</param>
    public DeliveryVerdict Check(ReadOnlySpan<byte> dropFile, out int index)
    {
        index = -1;
        var end = dropFile.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return DeliveryVerdict.Partial;
        }

        var header = dropFile[..(end + 2)];
        if (!Value(header, "\r\nX-Bench-Run: "u8).StartsWith(_run))
        {
            return DeliveryVerdict.Unknown;
        }

        if (!Utf8Parser.TryParse(Value(header, "\r\nX-Bench-Index: "u8), out int found, out var digits)
            || digits != Placeholder.Length
            || found < 0)
        {
            return DeliveryVerdict.Unknown;
        }

        index = found;
        Write(index, _expected);
        var body = dropFile[(end + 4)..];
        var expected = _expected.AsSpan(_headerBytes);
        if (body.SequenceEqual(expected))
        {
            return DeliveryVerdict.Intact;
        }

        return body.Length < expected.Length && expected.StartsWith(body) ? DeliveryVerdict.Partial : DeliveryVerdict.Damaged;
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name)
    {
        var at = header.IndexOf(name);
        return at < 0 ? [] : header[(at + name.Length)..];
    }

    private static string Header(string run, SubmissionForm form)
    {
        var injected = form == SubmissionForm.Replay ? $"X-Sender: <{Sender}>\r\nX-Receiver: <{Recipient}>\r\n" : "";
        return $"{injected}From: Bench <{Sender}>\r\n"
            + $"To: {Recipient}\r\n"
            + $"Subject: Bench message {Placeholder}\r\n"
            + "Date: Mon, 01 Jun 2026 12:00:00 +0000\r\n"
            + $"Message-ID: <{Placeholder}.{run}@bench.contoso.com>\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=us-ascii\r\n"
            + $"X-Bench-Run: {run}\r\n"
            + $"X-Bench-Index: {Placeholder}\r\n"
            + "\r\n";
    }

    private static int[] Positions(ReadOnlySpan<byte> prologue)
    {
        var placeholder = Encoding.ASCII.GetBytes(Placeholder);
        var positions = new List<int>();
        for (var at = 0; at + placeholder.Length <= prologue.Length; at++)
        {
            if (prologue[at..].StartsWith(placeholder))
            {
                positions.Add(at);
            }
        }

        return [.. positions];
    }

    /// <summary>Lines of 78 printable characters, spaces among them: leading dots and trailing blanks occur, as in real mail.</summary>
    private static byte[] RandomText(ulong seed, int lines)
    {
        var random = new Random(unchecked((int)(seed ^ (seed >> 32))));
        var text = new byte[lines * LineBytes];
        random.NextBytes(text);
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (i % LineBytes) switch
            {
                LineBytes - 2 => (byte)'\r',
                LineBytes - 1 => (byte)'\n',
                _ => (byte)(' ' + (text[i] % 95)),
            };
        }

        return text;
    }
}
