using System.Text;
using MimeKit;

namespace ForeignTransport.Core.Messages;

/// <summary>Whether a message that comes from the null reverse-path is a delivery status notification of another system, by its header.</summary>
/// <remarks>
/// Only the header is read. Whether such a report says that something failed or that it came through is in its second part, and is not looked at: it counts
/// as a failure. Receipts of readers and automatic replies are of other types.
/// </remarks>
public static class DeliveryReportRule
{
    /// <summary>True for <c>multipart/report; report-type=delivery-status</c> (RFC 3464 section 2).</summary>
    public static bool Is(HeaderBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var index = block.IndexOf("Content-Type"u8);
        return index >= 0
            && ContentType.TryParse(Encoding.UTF8.GetBytes(HeaderText.Unfold(block.Fields[index].Value)), out var type)
            && type.IsMimeType("multipart", "report")
            && type.Parameters.TryGetValue("report-type", out string? report)
            && report.Equals("delivery-status", StringComparison.OrdinalIgnoreCase);
    }
}
