namespace ForeignTransport.Core.Messages;

/// <summary>
/// The fields of a stored header block that a drop file keeps, as spans of it. Works line by line and on any bytes: a message that SMTP
/// accepted with a line that is no field must still reach its gateway.
/// </summary>
internal readonly ref struct KeptFields
{
    private readonly ReadOnlySpan<byte> head;
    private readonly List<Range>? removed;

    public KeptFields(ReadOnlySpan<byte> head)
    {
        this.head = head;
        Length = head.Length;
        var fieldStart = -1;
        var lineStart = 0;
        while (lineStart < head.Length)
        {
            var line = head[lineStart..];
            if (line[0] is not ((byte)' ' or (byte)'\t'))
            {
                EndRemoval(ref fieldStart, lineStart);
                if (IsRemoved(line))
                {
                    fieldStart = lineStart;
                    removed ??= [];
                }
            }

            var lineLength = LineLength(line);
            Length -= fieldStart >= 0 ? lineLength : 0;
            lineStart += lineLength;
        }

        EndRemoval(ref fieldStart, head.Length);
    }

    /// <summary>Bytes that are kept.</summary>
    public int Length { get; }

    /// <summary>Copies what is kept; with nothing to remove this is one copy.</summary>
    public void CopyTo(Span<byte> target)
    {
        var position = 0;
        foreach (var range in removed ?? [])
        {
            var kept = head[position..range.Start.Value];
            kept.CopyTo(target);
            target = target[kept.Length..];
            position = range.End.Value;
        }

        head[position..].CopyTo(target);
    }

    private void EndRemoval(ref int fieldStart, int end)
    {
        if (fieldStart >= 0)
        {
            removed!.Add(fieldStart..end);
            fieldStart = -1;
        }
    }

    private static int LineLength(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)'\n');
        return end < 0 ? line.Length : end + 1;
    }

    /// <summary>Only B and X begin a name that is ever removed: nothing else is looked at.</summary>
    private static bool IsRemoved(ReadOnlySpan<byte> line)
    {
        if (line[0] is not ((byte)'B' or (byte)'b' or (byte)'X' or (byte)'x'))
        {
            return false;
        }

        var firstLine = line[..LineLength(line)];
        return HeaderField.TryReadName(firstLine, out var nameLength, out _)
            && HeaderFirewall.IsRemovedFromDropFile(HeaderNames.Classify(firstLine[..nameLength]));
    }
}
