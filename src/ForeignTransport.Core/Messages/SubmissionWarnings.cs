using System.Collections.Immutable;

namespace ForeignTransport.Core.Messages;

/// <summary>Collects what was tolerated, a handful at most: input must not be able to fill a log.</summary>
internal sealed class SubmissionWarnings
{
    private const int MaxCount = 8;
    private const int MaxDetailLength = 64;

    private readonly List<SubmissionWarning> warnings = [];

    /// <summary>Notes a warning about a piece of input.</summary>
    public void Add(SubmissionWarningKind kind, ReadOnlySpan<char> input)
    {
        if (warnings.Count < MaxCount)
        {
            var excerpt = input[..Math.Min(input.Length, MaxDetailLength)].ToString();
            warnings.Add(new SubmissionWarning(kind, HeaderText.Printable(excerpt)));
        }
    }

    public ImmutableArray<SubmissionWarning> ToImmutable() => [.. warnings];
}
