using System.Globalization;
using System.Management.Automation;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Access;

/// <summary>Shows who changed what and when, before and after; the newest first.</summary>
/// <example>
/// <code>Search-AdminAuditLog -Cmdlets Set-ForeignConnector -StartDate 2027-01-01</code>
/// <para>Shows changes of Foreign connectors since the new year.</para>
/// </example>
/// <example>
/// <code>Search-AdminAuditLog -ObjectIds Fax -ResultSize 1 | Format-List</code>
/// <para>Shows the last change of one object, with what it was before and after.</para>
/// </example>
/// <seealso cref="GetTransportAccessToken"/>
[Cmdlet(VerbsCommon.Search, "AdminAuditLog")]
[OutputType(typeof(AuditLogEntry))]
public sealed class SearchAdminAuditLog : ExchangeCmdlet
{
    private const int UsualSize = 1000;
    private const int PageSize = 500;

    /// <summary>Shows acts of these cmdlets.</summary>
    [Parameter]
    [MultiValued]
    public MultiValuedProperty? Cmdlets { get; set; }

    /// <summary>Shows acts on these objects.</summary>
    [Parameter]
    [MultiValued]
    public MultiValuedProperty? ObjectIds { get; set; }

    /// <summary>Shows acts of these callers.</summary>
    [Parameter]
    [MultiValued]
    public MultiValuedProperty? UserIds { get; set; }

    /// <summary>Shows acts of that time or later.</summary>
    [Parameter]
    public DateTime? StartDate { get; set; }

    /// <summary>Shows acts before that time.</summary>
    [Parameter]
    public DateTime? EndDate { get; set; }

    /// <summary>How many acts at most: a number, or unlimited. Default: 1000.</summary>
    [Parameter]
    public UnlimitedInteger? ResultSize { get; set; }

    /// <summary>The position of the first act that is shown, from 1.</summary>
    [Parameter]
    public int? BookmarkIndex { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var left = ResultSize is null ? UsualSize : ResultSize.Value ?? int.MaxValue;
        string? next = null;
        do
        {
            var request = TransportRequest.Get("audit")
                .With("startDate", StartDate)
                .With("endDate", EndDate)
                .With("cmdlets", Cmdlets)
                .With("objectIds", ObjectIds)
                .With("userIds", UserIds)
                .With("resultSize", Math.Min(PageSize, left).ToString(CultureInfo.InvariantCulture))
                .With("bookmarkIndex", next is null ? BookmarkIndex?.ToString(CultureInfo.InvariantCulture) : null)
                .With("before", next);
            if (!TryAsk(request, target: null, out var answer))
                return;
            // Written page by page: an entry may be large, and there may be many.
            WriteAnswer<AuditLogEntry>(answer.Items);
            left -= answer.Items.Count();
            next = answer.Next;
        }
        while (next is not null && left > 0);

        if (next is not null && ResultSize is null)
            WriteWarning($"Only the newest {UsualSize} acts are shown; -ResultSize unlimited shows all.");
    }
}
