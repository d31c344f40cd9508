namespace ForeignTransport.Core.Queues;

/// <summary>The parameters of Get-Message as text; null and empty where one is not given.</summary>
public sealed record MessageQueryText
{
    public string? Identity { get; init; }

    public string? Server { get; init; }

    public string? Filter { get; init; }

    /// <summary>Its name may hold <c>*</c>.</summary>
    public string? Queue { get; init; }

    public IReadOnlyList<string> SortOrder { get; init; } = [];

    public string? ResultSize { get; init; }

    public int? BookmarkIndex { get; init; }

    /// <summary>The identity of the message at which the page begins.</summary>
    public string? BookmarkObject { get; init; }

    public bool IncludeBookmark { get; init; } = true;

    public bool SearchForward { get; init; } = true;

    public bool IncludeRecipientInfo { get; init; }
}
