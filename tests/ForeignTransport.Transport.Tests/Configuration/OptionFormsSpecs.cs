using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Configuration;

public class OptionFormsSpecs
{
    private static readonly OptionForm<TimeSpan> Duration = OptionForms.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(2));
    private static readonly OptionForm<long> Size = OptionForms.ByteSize(1, 2L << 30);

    [Theory]
    [InlineData("100ms", 100)]
    [InlineData("5s", 5_000)]
    [InlineData("5 s", 5_000)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("2d", 172_800_000)]
    public void should_read_a_duration_when_it_has_a_unit(string text, int milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var value));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1.5s")]
    [InlineData("5 S")]
    [InlineData("99ms")]
    [InlineData("3d")]
    [InlineData("2147483647d")]
    [InlineData("99999999999s")]
    public void should_refuse_a_duration_when_unit_number_or_range_is_wrong(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("512B", 512)]
    [InlineData("64KB", 65_536)]
    [InlineData("64 kb", 65_536)]
    [InlineData("8MB", 8_388_608)]
    [InlineData("2GB", 2_147_483_648)]
    public void should_read_a_size_when_its_unit_is_known(string text, long bytes)
    {
        Assert.True(Size.TryParse(text, out var value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1.5MB")]
    [InlineData("1TB")]
    [InlineData("3GB")]
    [InlineData("9223372036854775807GB")]
    public void should_refuse_a_size_when_unit_number_or_range_is_wrong(string text) => Assert.False(Size.TryParse(text, out _));

    [Theory]
    [InlineData("Hub01", true)]
    [InlineData("hub-01", true)]
    [InlineData("H", true)]
    [InlineData("", false)]
    [InlineData("-hub", false)]
    [InlineData("hub-", false)]
    [InlineData("hub.01", false)]
    [InlineData("hub/01", false)]
    [InlineData("..", false)]
    [InlineData("hüb", false)]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234", false)]
    public void should_take_a_server_name_when_it_is_one_label(string text, bool expected) =>
        Assert.Equal(expected, OptionForms.ServerName.TryParse(text, out _));

    [Theory]
    [InlineData("hub01.contoso.com", true)]
    [InlineData("192.0.2.1", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("hub01..com", false)]
    [InlineData("hub 01", false)]
    [InlineData("", false)]
    public void should_take_a_host_when_it_is_a_name_or_address(string text, bool expected) =>
        Assert.Equal(expected, OptionForms.HostName.TryParse(text, out _));

    [Theory]
    [InlineData("127.0.0.1:8558", "127.0.0.1:8558")]
    [InlineData("localhost:1", "127.0.0.1:1")]
    [InlineData("0.0.0.0:0", "0.0.0.0:0")]
    [InlineData("[::1]:65535", "[::1]:65535")]
    public void should_read_an_address_when_it_has_a_port(string text, string expected)
    {
        Assert.True(ListenAddress.TryParse(text, out var value));
        Assert.Equal(expected, value.ToString());
    }

    [Theory]
    [InlineData("8558")]
    [InlineData(":8558")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("::1:8558")]
    [InlineData("[127.0.0.1]:8558")]
    [InlineData("[::1:8558")]
    [InlineData("127.1:8558")]
    [InlineData("contoso.com:8558")]
    [InlineData("http://127.0.0.1:8558")]
    public void should_refuse_an_address_when_a_part_is_missing_or_wrong(string text) => Assert.False(ListenAddress.TryParse(text, out _));

    [Theory]
    [InlineData("on", true, true)]
    [InlineData("true", true, true)]
    [InlineData("off", true, false)]
    [InlineData("false", true, false)]
    [InlineData("yes", false, false)]
    [InlineData("1", false, false)]
    public void should_read_a_switch_when_it_is_on_or_off(string text, bool expected, bool value)
    {
        Assert.Equal(expected, OptionForms.OnOff.TryParse(text, out var read));
        Assert.Equal(value, expected && read);
    }

    [Theory]
    [InlineData("sqlite", true)]
    [InlineData("postgresql", true)]
    [InlineData("Sqlite", false)]
    [InlineData("0", false)]
    [InlineData("mysql", false)]
    public void should_take_a_choice_when_it_is_one_of_the_names(string text, bool expected) =>
        Assert.Equal(expected, OptionForms.OneOf<DatabaseProvider>().TryParse(text, out _));

    [Theory]
    [InlineData("16", true)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("17", false)]
    [InlineData("+5", false)]
    [InlineData(" 5", false)]
    public void should_take_a_number_when_it_is_in_range(string text, bool expected) =>
        Assert.Equal(expected, OptionForms.Integer(1, 16).TryParse(text, out _));
}
