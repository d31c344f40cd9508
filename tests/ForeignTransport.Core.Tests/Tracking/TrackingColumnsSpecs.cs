using ForeignTransport.Core.Tracking;
using Xunit;

namespace ForeignTransport.Core.Tests.Tracking;

public class TrackingColumnsSpecs
{
    // tracking.md section 3.
    private const string FieldsLine =
        "#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,"
        + "message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,"
        + "message-subject,sender-address,return-path,message-info,directionality,tenant-id,original-client-ip,original-server-ip,custom-data,"
        + "transport-traffic-type,log-id,schema-version";

    [Fact]
    public void should_be_the_documented_line_when_written() => Assert.Equal(FieldsLine, TrackingColumns.Current.ToString());

    [Fact]
    public void should_keep_the_names_when_read()
    {
        Assert.True(TrackingColumns.TryParse(FieldsLine, out var columns, out _));
        Assert.Equal(30, columns.Names.Length);
        Assert.Equal<string>(TrackingColumns.Current.Names, columns.Names);
    }

    [Theory]
    [InlineData("date-time,source,event-id")]
    [InlineData("#Fields: date-time,source")]
    [InlineData("#Fields: date-time,source,event-id,Source")]
    [InlineData("#Fields:")]
    public void should_refuse_a_line_when_rows_could_not_be_read_by_it(string line)
    {
        Assert.False(TrackingColumns.TryParse(line, out _, out var error));
        Assert.Equal("FT-2151", error.Entry.Code);
    }
}
