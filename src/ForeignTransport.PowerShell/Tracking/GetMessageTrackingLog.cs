using System.Globalization;
using System.Management.Automation;
using ForeignTransport.PowerShell.Cluster;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Tracking;

/// <summary>Shows what happened to messages.</summary>
/// <remarks>
/// A row is shown when it meets every condition that is given. The newest 1000 are shown unless -ResultSize says otherwise, the oldest of them first. Without -Server the rows of
/// all servers are searched. Times are local times.
/// </remarks>
/// <example>
/// <code>Get-MessageTrackingLog -Sender bob@fabrikam.com -EventId SEND | Sort-Object Timestamp | Format-Table Timestamp,Recipients,Source</code>
/// <para>Lists what was delivered for one sender.</para>
/// </example>
/// <example>
/// <code>Get-MessageTrackingLog -Recipients "FAX:+1 425 555 0100" -Start (Get-Date).AddHours(-2) | Format-List</code>
/// <para>Shows everything that happened to faxes to one number in the last two hours.</para>
/// </example>
/// <example>
/// <code>Get-MessageTrackingLog -MessageId 4867a3d7@fabrikam.com</code>
/// <para>Follows one message, on whatever servers it was.</para>
/// </example>
/// <example>
/// <code>Get-TransportService | Get-MessageTrackingLog -EventId FAIL -ResultSize unlimited | Group-Object ServerHostname</code>
/// <para>Counts what failed on each server.</para>
/// </example>
/// <seealso cref="Queues.GetQueue"/>
/// <seealso cref="Services.SetTransportService"/>
[Cmdlet(VerbsCommon.Get, "MessageTrackingLog")]
[OutputType(typeof(MessageTrackingEvent))]
public sealed class GetMessageTrackingLog : ExchangeCmdlet
{
    private const int UsualSize = 1000;
    private const int PageSize = 5000;

    /// <summary>Shows what happened on this server. Default: on all servers.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerIdParameter? Server { get; set; }

    /// <summary>Shows what happened at that time or later.</summary>
    [Parameter]
    public DateTime? Start { get; set; }

    /// <summary>Shows what happened before that time.</summary>
    [Parameter]
    public DateTime? End { get; set; }

    /// <summary>Shows this event: RECEIVE, SEND, DEFER, FAIL, DSN, BADMAIL, and others.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TrackingEventCompleter))]
    public string? EventId { get; set; }

    /// <summary>Shows what this caused: PICKUP, ADMIN, GATEWAY, ROUTING, QUEUE, DSN, and others.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TrackingSourceCompleter))]
    public string? Source { get; set; }

    /// <summary>The whole address of the sender, as in the message.</summary>
    [Parameter]
    public string? Sender { get; set; }

    /// <summary>Whole addresses; a row is shown when one of its recipients is one of these. A fax number may be given as FAX:+1 425.</summary>
    [Parameter]
    public string[]? Recipients { get; set; }

    /// <summary>Text anywhere in the subject; wildcards are not known.</summary>
    [Parameter]
    public string? MessageSubject { get; set; }

    /// <summary>The Message-ID of the message, with or without angle brackets.</summary>
    [Parameter]
    public string? MessageId { get; set; }

    /// <summary>The number of the message.</summary>
    [Parameter]
    public string? InternalMessageId { get; set; }

    /// <summary>The id of the message, the same for all its copies on all servers.</summary>
    [Parameter]
    public string? NetworkMessageId { get; set; }

    /// <summary>The reference of the row: of DSN rows, the Message-ID of the notification or of the message that it is about.</summary>
    [Parameter]
    public string? Reference { get; set; }

    /// <summary>Email.</summary>
    [Parameter]
    public string? TransportTrafficType { get; set; }

    /// <summary>How many rows at most: a number, or unlimited. Default: 1000.</summary>
    [Parameter]
    public UnlimitedInteger? ResultSize { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var wanted = ResultSize is null ? UsualSize : ResultSize.Value ?? int.MaxValue;
        var found = new List<MessageTrackingEvent>();
        string? next = null;
        do
        {
            // The server answers the newest first, and says when there may be more.
            var size = Math.Min(PageSize, wanted - found.Count);
            var request = TransportRequest.Get("tracking")
                .With("server", Server?.Text)
                .With("start", Start)
                .With("end", End)
                .With("eventId", EventId)
                .With("source", Source)
                .With("sender", Sender)
                .With("recipients", Recipients)
                .With("messageSubject", MessageSubject)
                .With("messageId", MessageId)
                .With("internalMessageId", InternalMessageId)
                .With("networkMessageId", NetworkMessageId)
                .With("reference", Reference)
                .With("transportTrafficType", TransportTrafficType)
                .With("resultSize", size.ToString(CultureInfo.InvariantCulture))
                .With("before", next);
            if (!TryAsk(request, Server?.Text, out var answer))
                return;
            found.AddRange(answer.Items.Select(Read<MessageTrackingEvent>));
            next = answer.Next;
        }
        while (next is not null && found.Count < wanted);

        found.Reverse();
        WriteObject(found, enumerateCollection: true);
        if (next is not null && ResultSize is null)
            WriteWarning($"Only the newest {found.Count} rows are shown; -ResultSize unlimited shows all.");
    }
}
