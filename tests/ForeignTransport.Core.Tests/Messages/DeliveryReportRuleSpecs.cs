using System.Text;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

public class DeliveryReportRuleSpecs
{
    [Theory]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=\"x\"", true)]
    [InlineData("content-type: Multipart/Report;\r\n\tboundary=x;\r\n\tReport-Type=\"Delivery-Status\"", true)]
    [InlineData("Content-Type: multipart/report; report-type=disposition-notification; boundary=x", false)]
    [InlineData("Content-Type: multipart/report; boundary=x", false)]
    [InlineData("Content-Type: multipart/mixed; report-type=delivery-status", false)]
    [InlineData("Content-Type: ;;;", false)]
    [InlineData("Subject: multipart/report; report-type=delivery-status", false)]
    public void should_tell_a_delivery_report_by_its_type(string field, bool isReport)
    {
        Assert.True(HeaderBlock.TryParse(Encoding.ASCII.GetBytes($"From: a@b.example\r\n{field}\r\n\r\n"), out var block, out _));

        Assert.Equal(isReport, DeliveryReportRule.Is(block));
    }
}
