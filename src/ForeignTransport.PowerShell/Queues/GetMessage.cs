using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using ForeignTransport.PowerShell.Cluster;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Shows messages in queues.</summary>
/// <remarks>
/// A message with recipients in several queues is shown once for each, with the same number. Filters are those of Get-Queue, with the properties of a message: FromAddress, Subject, Size, Status,
/// DateReceived and more. Dates are dates of this computer. At most 1000 messages are shown unless -ResultSize says otherwise.
/// </remarks>
/// <example>
/// <code>Get-Message -Queue "Hub01\FAX" -ResultSize 50 | Format-Table</code>
/// <para>Lists the first 50 messages that wait for the fax gateway.</para>
/// </example>
/// <example>
/// <code>Get-Message -Filter {FromAddress -like "*@contoso.com" -and Size -gt 1MB} -SortOrder "-Size"</code>
/// <para>Lists the large messages from contoso.com, the largest first.</para>
/// </example>
/// <example>
/// <code>Get-Message Hub01\7\1234 -IncludeRecipientInfo | Format-List</code>
/// <para>Shows everything about one message in one queue, with its recipients.</para>
/// </example>
/// <seealso cref="GetQueue"/>
/// <seealso cref="SuspendMessage"/>
/// <seealso cref="ExportMessage"/>
[Cmdlet(VerbsCommon.Get, "Message", DefaultParameterSetName = QueueSet)]
[OutputType(typeof(Message))]
public sealed class GetMessage : ExchangeCmdlet
{
    private const string IdentitySet = "Identity";
    private const string FilterSet = "Filter";
    private const string QueueSet = "Queue";

    /// <summary>The message: Server\Queue\1234, Server\*\1234 for all its copies, or 1234 for those on the server that answers.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdentitySet)]
    [ArgumentCompleter(typeof(MessageCompleter))]
    public MessageIdentity? Identity { get; set; }

    /// <summary>Shows the messages whose properties compare as it says; a text, or a script block.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    public string? Filter { get; set; }

    /// <summary>The server whose queues are looked through.</summary>
    [Parameter(ParameterSetName = FilterSet, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerIdParameter? Server { get; set; }

    /// <summary>The queue whose messages are shown: Server\7, Server\Poison, Server\contoso.com, Server\con*, Server\*.</summary>
    [Parameter(ParameterSetName = QueueSet, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public QueueIdentity? Queue { get; set; }

    /// <summary>Shows the recipients of each message too; otherwise Recipients is empty.</summary>
    [Parameter]
    public SwitchParameter IncludeRecipientInfo { get; set; }

    /// <summary>Accepted for the sake of Exchange scripts: latency is measured as a whole only, and shown as MessageLatency.</summary>
    [Parameter]
    public SwitchParameter IncludeComponentLatencyInfo { get; set; }

    /// <summary>Properties to sort by, each with + (ascending) or - (descending) before it. Default: the number of the message.</summary>
    [Parameter]
    [MultiValued]
    public MultiValuedProperty? SortOrder { get; set; }

    /// <summary>How many messages at most: a number, or unlimited. Default: 1000.</summary>
    [Parameter]
    public UnlimitedInteger? ResultSize { get; set; }

    /// <summary>The position of the first message that is shown, from 1.</summary>
    [Parameter]
    public int BookmarkIndex { get; set; }

    /// <summary>The message at which the page begins, or ends with -SearchForward $false.</summary>
    [Parameter]
    public Message? BookmarkObject { get; set; }

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

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (IncludeComponentLatencyInfo)
            WriteWarning("-IncludeComponentLatencyInfo: latency is measured as a whole only, see MessageLatency; ignored.");
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var request = TransportRequest.Get(Identity is null ? "messages" : $"messages/{Identity.Path}")
            .With("server", Server?.Text)
            .With("queue", Queue?.Text)
            .With("filter", Filter)
            .With("timeZone", ClientZone.For(Filter))
            .With("includeRecipientInfo", IncludeRecipientInfo ? "true" : null)
            .With("sortOrder", SortOrder is null ? null : string.Join(",", SortOrder))
            .With("resultSize", ResultSize?.ToString().ToLowerInvariant())
            .With("bookmarkIndex", HasBookmarkIndex ? BookmarkIndex.ToString(CultureInfo.InvariantCulture) : null)
            .With("bookmarkObject", BookmarkObject?.Identity)
            .With("includeBookmark", IncludeBookmark ? null : "false")
            .With("searchForward", SearchForward ? null : "false");
        if (!TryAsk(request, Identity?.Text ?? Queue?.Text ?? Server?.Text, out var answer))
            return;
        // An identity may name one message in one queue, or its copies in several.
        var isOne = !answer.Body.TryGetProperty("items", out _);
        var messages = (isOne ? [answer.Body] : answer.Items).Select(Read<Message>).ToList();
        if (answer.Body.TryGetProperty("partial", out var partial) && partial.ValueKind is JsonValueKind.True)
            WriteWarning("Not all messages are shown: not every partition answers.");
        WriteObject(messages, enumerateCollection: true);
        if (ReturnPageInfo)
            PageInfo.Write(this, isOne ? 1 : answer.Total, isOne ? 1 : answer.FirstIndex);
        if (!isOne && ResultSize is null && !HasBookmarkIndex && BookmarkObject is null && answer.Total > messages.Count)
            WriteWarning($"Only {messages.Count} of {answer.Total} messages are shown; -ResultSize unlimited shows all.");
    }
}
