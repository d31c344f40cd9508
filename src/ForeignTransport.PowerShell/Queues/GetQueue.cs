using System.Globalization;
using System.Management.Automation;
using ForeignTransport.PowerShell.Cluster;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Shows queues.</summary>
/// <remarks>
/// A filter compares properties with values: MessageCount -gt 10 -and Status -eq 'Retry'. The operators are -eq, -ne, -gt, -ge, -lt, -le, -like and -contains; comparisons are joined
/// with -and. At most 1000 queues are shown unless -ResultSize says otherwise.
/// </remarks>
/// <example>
/// <code>Get-Queue | Format-Table</code>
/// <para>Lists the queues.</para>
/// </example>
/// <example>
/// <code>Get-Queue -Server Hub01 -Filter "MessageCount -gt 100 -and Status -eq 'Retry'"</code>
/// <para>Lists the long queues of Hub01 that cannot be delivered now.</para>
/// </example>
/// <example>
/// <code>Get-Queue -Exclude Empty -SortOrder "-MessageCount" -ResultSize 10</code>
/// <para>Lists the ten longest queues.</para>
/// </example>
/// <example>
/// <code>Get-Queue Hub01\7 | Format-List</code>
/// <para>Shows everything about one queue, and why it waits.</para>
/// </example>
/// <seealso cref="Connectors.GetForeignConnector"/>
/// <seealso cref="Connectors.TestForeignConnector"/>
[Cmdlet(VerbsCommon.Get, "Queue", DefaultParameterSetName = IdentitySet)]
[OutputType(typeof(Queue))]
public sealed class GetQueue : ExchangeCmdlet
{
    private const string IdentitySet = "Identity";
    private const string ServerSet = "Server";

    /// <summary>The queue: Server\Submission, Server\7, Server\contoso.com, Server\*; without a server, of the one that answers.</summary>
    [Parameter(Position = 0, ParameterSetName = IdentitySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public QueueIdentity? Identity { get; set; }

    /// <summary>The server whose queues are shown.</summary>
    [Parameter(ParameterSetName = ServerSet, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerIdParameter? Server { get; set; }

    /// <summary>Shows the queues whose properties compare as it says; a text, or a script block.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public string? Filter { get; set; }

    /// <summary>Shows only these: Internal, External, Empty, or types of delivery such as NonSmtpGatewayDelivery.</summary>
    [Parameter]
    [MultiValued]
    public MultiValuedProperty? Include { get; set; }

    /// <summary>Does not show these; it wins over -Include.</summary>
    [Parameter]
    [MultiValued]
    public MultiValuedProperty? Exclude { get; set; }

    /// <summary>Properties to sort by, each with + (ascending) or - (descending) before it. Default: Identity.</summary>
    [Parameter]
    [MultiValued]
    public MultiValuedProperty? SortOrder { get; set; }

    /// <summary>How many queues at most: a number, or unlimited. Default: 1000.</summary>
    [Parameter]
    public UnlimitedInteger? ResultSize { get; set; }

    /// <summary>The position of the first queue that is shown, from 1.</summary>
    [Parameter]
    public int BookmarkIndex { get; set; }

    /// <summary>The queue at which the page begins, or ends with -SearchForward $false.</summary>
    [Parameter]
    public Queue? BookmarkObject { get; set; }

    /// <summary>Whether the bookmark itself is shown. Default: $true.</summary>
    [Parameter]
    public bool IncludeBookmark { get; set; } = true;

    /// <summary>Whether the page is the one after the bookmark. Default: $true.</summary>
    [Parameter]
    public bool SearchForward { get; set; } = true;

    /// <summary>Tells how many there are in all, and the position of the first one that is shown.</summary>
    [Parameter(DontShow = true)]
    public bool ReturnPageInfo { get; set; }

    private bool HasBookmarkIndex => MyInvocation.BoundParameters.ContainsKey(nameof(BookmarkIndex));

    // The server pages by size and by position from the front; everything else is cut here.
    private bool IsCutHere => BookmarkObject is not null || !SearchForward || BookmarkIndex == int.MaxValue;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (BookmarkObject is not null && HasBookmarkIndex)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException("-BookmarkObject and -BookmarkIndex cannot be used together."), "TwoBookmarks", ErrorCategory.InvalidArgument, BookmarkIndex));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var request = TransportRequest.Get(Identity is null ? "queues" : $"queues/{Identity.Path}")
            .With("server", Server?.Text)
            .With("filter", Filter)
            .With("timeZone", ClientZone.For(Filter))
            .With("include", Joined(Include))
            .With("exclude", Joined(Exclude))
            .With("sortOrder", Joined(SortOrder))
            .With("resultSize", IsCutHere ? "unlimited" : ResultSize?.ToString().ToLowerInvariant())
            .With("bookmarkIndex", HasBookmarkIndex && !IsCutHere ? BookmarkIndex.ToString(CultureInfo.InvariantCulture) : null);
        if (!TryAsk(request, Identity?.Text ?? Server?.Text, out var answer))
            return;
        // An identity may name one queue, or several that share a name.
        var isOne = !answer.Body.TryGetProperty("items", out _);
        var queues = (isOne ? [answer.Body] : answer.Items).Select(Read<Queue>).ToList();
        if (answer.Body.TryGetProperty("partial", out var partial) && partial.ValueKind is System.Text.Json.JsonValueKind.True)
            WriteWarning("Not all queues are shown: not every partition answers, or there are too many queues.");
        var shown = IsCutHere ? [.. Cut(queues)] : queues;
        WriteObject(shown, enumerateCollection: true);
        if (ReturnPageInfo)
            PageInfo.Write(this, isOne ? 1 : answer.Total, isOne ? 1 : !IsCutHere ? answer.FirstIndex : shown.Count == 0 ? 0 : queues.IndexOf(shown[0]) + 1);
        if (!isOne && !IsCutHere && ResultSize is null && !HasBookmarkIndex && answer.Total > queues.Count)
            WriteWarning($"Only the first {queues.Count} of {answer.Total} queues are shown; -ResultSize unlimited shows all.");
    }

    private IEnumerable<Queue> Cut(List<Queue> queues)
    {
        int? bookmark = BookmarkObject is { } queue ? QueuePage.PositionOf([.. queues.Select(one => one.Identity)], queue.Identity)
            : HasBookmarkIndex ? Math.Max(0, BookmarkIndex - 1)
            : null;
        return QueuePage.Cut(queues, ResultSize is null ? 1000 : ResultSize.Value, bookmark, IncludeBookmark, SearchForward);
    }

    private static string? Joined(MultiValuedProperty? values) => values is null ? null : string.Join(",", values);
}
