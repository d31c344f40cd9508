using System.Text;
using FsCheck;
using FsCheck.Xunit;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

public class ClaimNameSpecs
{
    private const string Id = "0190aabbccdd0007112233445566778f";
    private static readonly MessageId Message = new(0x0190aabbccdd0007, 0x112233445566778f);

    [Theory]
    [InlineData("order7.eml", "order7")]
    [InlineData("order7.EML", "order7")]
    [InlineData("a.b.eml", "a.b")]
    [InlineData("order", "order")]
    [InlineData(".eml", "")]
    [InlineData("order 7 ü.eml", "order 7 ü")]
    public void should_carry_the_id_and_the_base_name(string fileName, string baseName)
    {
        var claim = ClaimName.Format(fileName, Message);

        Assert.Equal($"{baseName}.{Id}.tmp", claim);
        Assert.True(ClaimName.TryParse(claim, out var readName, out var readId));
        Assert.Equal((baseName, Message), (readName, readId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("order7.eml")]
    [InlineData("order7.tmp")]
    [InlineData("order7." + Id + ".eml")]
    [InlineData("order7." + Id + ".TMP")]
    [InlineData("order7." + Id)]
    [InlineData("order7-" + Id + ".tmp")]
    [InlineData(Id + ".tmp")]
    [InlineData("order7.0190aabbccdd0007112233445566778g.tmp")]
    [InlineData("order7.0190aabbccdd000711223344556677.tmp")]
    [InlineData("order7." + Id + ".tmp.tmp")]
    public void should_not_take_another_file_for_a_claim(string fileName)
    {
        Assert.False(ClaimName.TryParse(fileName, out var baseName, out _));
        Assert.Empty(baseName);
    }

    [Theory]
    [InlineData("a", 250)]
    [InlineData("ü", 125)]
    [InlineData("語", 83)]
    [InlineData("😀", 62)]
    public void should_fit_the_file_system_when_the_name_is_long(string character, int count)
    {
        var claim = ClaimName.Format(string.Concat(Enumerable.Repeat(character, count)) + ".eml", Message);

        var bytes = Encoding.UTF8.GetByteCount(claim);
        Assert.InRange(bytes, 255 - 3, 255);
        Assert.True(ClaimName.TryParse(claim, out var baseName, out var id));
        Assert.Equal(Message, id);
        Assert.Equal(0, baseName.Length % character.Length);
        Assert.DoesNotContain("\uFFFD", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(claim)), StringComparison.Ordinal);
    }

    [Fact]
    public void should_have_a_time_when_the_id_was_made_up()
    {
        Assert.True(ClaimName.TryParse("order7.ffffffffffffffffffffffffffffffff.tmp", out _, out var id));

        Assert.Equal(9999, id.CreatedAt.Year);
    }

    [Property(Replay = "(20261123,31)", MaxTest = 500)]
    public void should_be_read_back_whatever_the_name(NonNull<string> name, ulong high, ulong low)
    {
        var id = new MessageId(high, low);

        Assert.True(ClaimName.TryParse(ClaimName.Format(name.Get, id), out var baseName, out var read));
        Assert.Equal(id, read);
        Assert.StartsWith(baseName, name.Get, StringComparison.Ordinal);
    }
}
