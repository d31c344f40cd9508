using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Services;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Shows queues in groups, those with the most messages first.</summary>
/// <remarks>
/// It differs from Exchange in this: it is of this moment and not up to two minutes old, every queue with a message counts and not only long ones, and as queues belong to the cluster each counts once,
/// whichever and however many servers are named. There are neither database availability groups nor sites here.
/// </remarks>
/// <example>
/// <code>Get-QueueDigest -Forest</code>
/// <para>Shows how many messages wait for each next hop.</para>
/// </example>
/// <example>
/// <code>Get-QueueDigest -Server Hub01 -GroupBy Status -DetailsLevel Verbose | Format-List GroupByValue,MessageCount,Details</code>
/// <para>Shows how many messages are in queues of each status, and which queues those are.</para>
/// </example>
/// <seealso cref="GetQueue"/>
[Cmdlet(VerbsCommon.Get, "QueueDigest", DefaultParameterSetName = ServerSet)]
[OutputType(typeof(QueueDigest))]
public sealed class GetQueueDigest : ExchangeCmdlet
{
    private const string ServerSet = "Server";
    private const string ForestSet = "Forest";
    private const string SiteSet = "Site";
    private const string DagSet = "Dag";
    private const int UsualSize = 1000;

    private readonly Dictionary<string, Queue> _queues = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The servers under whose names queues are shown; each queue is under the first.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServerSet, ValueFromPipeline = true)]
    [MultiValued]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public MultiValuedProperty? Server { get; set; }

    /// <summary>All queues, under the name of the server that answers.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ForestSet)]
    public SwitchParameter Forest { get; set; }

    /// <summary>The sites whose servers are shown, as Set-TransportService -Site names them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SiteSet, ValueFromPipeline = true)]
    [MultiValued]
    public MultiValuedProperty? Site { get; set; }

    /// <summary>Accepted for the sake of Exchange scripts: all queues are shown, as with -Forest. The servers are one cluster.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DagSet, ValueFromPipeline = true)]
    [MultiValued]
    public MultiValuedProperty? Dag { get; set; }

    /// <summary>By what queues are put together. Default: NextHopDomain.</summary>
    [Parameter]
    public QueueDigestGrouping GroupBy { get; set; } = QueueDigestGrouping.NextHopDomain;

    /// <summary>What Details tells of each queue: None, Normal or Verbose. Default: Normal.</summary>
    [Parameter]
    public QueueDigestDetailsLevel DetailsLevel { get; set; } = QueueDigestDetailsLevel.Normal;

    /// <summary>Counts the queues whose properties compare as it says, as with Get-Queue; a text, or a script block.</summary>
    [Parameter]
    public string? Filter { get; set; }

    /// <summary>Counts only these: Internal, External, or types of delivery such as NonSmtpGatewayDelivery.</summary>
    [Parameter]
    [MultiValued]
    public MultiValuedProperty? Include { get; set; }

    /// <summary>Does not count these; it wins over -Include.</summary>
    [Parameter]
    [MultiValued]
    public MultiValuedProperty? Exclude { get; set; }

    /// <summary>How many groups at most: a number, or unlimited. Default: 1000.</summary>
    [Parameter]
    public UnlimitedInteger? ResultSize { get; set; }

    /// <summary>Accepted for the sake of Exchange scripts and ignored: a server answers within two seconds, and says what is missing.</summary>
    [Parameter]
    public TimeSpanParameter? Timeout { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Site is not null)
        {
            foreach (var site in Site)
                CollectSite(site);
            return;
        }

        foreach (var server in Server?.Cast<string?>() ?? [null])
            Collect(server);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var groups = _queues.Values.GroupBy(ValueOf, StringComparer.OrdinalIgnoreCase)
            .Select(group => new QueueDigest(group.Key, [.. group.OrderByDescending(queue => queue.MessageCount)], DetailsLevel))
            .OrderByDescending(digest => digest.MessageCount).ThenBy(digest => digest.GroupByValue, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var size = ResultSize is null ? UsualSize : ResultSize.Value ?? groups.Count;
        WriteObject(groups.Take(size), enumerateCollection: true);
        if (ResultSize is null && groups.Count > size)
            WriteWarning($"Only the first {size} of {groups.Count} groups are shown; -ResultSize unlimited shows all.");
    }

    private void CollectSite(string site)
    {
        if (!TryAsk(TransportRequest.Get("transport-services").With("resultSize", "unlimited"), site, out var answer))
            return;
        var servers = answer.Items.Select(Read<TransportService>).Where(service => service.Site.Equals(site, StringComparison.OrdinalIgnoreCase)).ToList();
        if (servers.Count == 0)
            ReportMissing("site", site);
        foreach (var server in servers)
            Collect(server.Name);
    }

    private void Collect(string? server)
    {
        var request = TransportRequest.Get("queues")
            .With("server", server)
            .With("filter", Filter)
            .With("timeZone", ClientZone.For(Filter))
            .With("include", Include is null ? null : string.Join(",", Include))
            .With("exclude", string.Join(",", (Exclude ?? []).Append("Empty")))
            .With("resultSize", "unlimited");
        if (!TryAsk(request, server, out var answer))
            return;
        if (answer.Body.TryGetProperty("partial", out var partial) && partial.ValueKind is System.Text.Json.JsonValueKind.True)
            WriteWarning("Not all queues are counted: not every partition answers, or there are too many queues.");
        foreach (var queue in answer.Items.Select(Read<Queue>))
        {
            // The same queue, under whatever name it is shown.
            var key = queue.Identity.Substring(queue.Identity.IndexOf('\\') + 1);
            if (!_queues.ContainsKey(key))
                _queues.Add(key, queue);
        }
    }

    private string ValueOf(Queue queue) => GroupBy switch
    {
        QueueDigestGrouping.DeliveryType => queue.DeliveryType,
        QueueDigestGrouping.LastError => queue.LastError,
        QueueDigestGrouping.NextHopCategory => queue.NextHopCategory,
        QueueDigestGrouping.NextHopDomain => queue.NextHopDomain,
        QueueDigestGrouping.NextHopKey => $"{queue.DeliveryType}:{queue.NextHopDomain}:{queue.NextHopConnector}",
        QueueDigestGrouping.Status => queue.Status,
        QueueDigestGrouping.ServerName => QueueDigestDetails.ServerOf(queue),
        QueueDigestGrouping.RiskLevel => queue.RiskLevel,
        _ => queue.OutboundIPPool
    };
}
