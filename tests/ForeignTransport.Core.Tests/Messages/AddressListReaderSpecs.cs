using System.Text;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

public class AddressListReaderSpecs
{
    [Theory]
    [InlineData("a@x.com", "a@x.com")]
    [InlineData(" a@x.com ,\r\n b@x.com,", "a@x.com|b@x.com")]
    [InlineData("\"Doe, Jane\" <jane@x.com>, Bob <bob@x.com>", "jane@x.com|bob@x.com")]
    [InlineData("\"a \\\", b\" <jane@x.com>", "jane@x.com")]
    [InlineData("=?utf-8?q?J=C3=BCrgen?= <j@x.com>", "j@x.com")]
    [InlineData("Team: a@x.com, b@x.com;, c@x.com", "a@x.com|b@x.com|c@x.com")]
    [InlineData("Outer: Inner: a@x.com;, b@x.com;", "a@x.com|b@x.com")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData("a@x.com; b@x.com", "a@x.com|b@x.com")]
    [InlineData("a@x.com (a, comment), (before (nested)) b@x.com", "a@x.com|b@x.com")]
    [InlineData("<@relay.com,@other.com:a@x.com>, b@x.com", "a@x.com|b@x.com")]
    [InlineData("\"john doe\"@x.com", "\"john doe\"@x.com")]
    [InlineData("\"a,b<c>\"@x.com", "\"a,b<c>\"@x.com")]
    [InlineData("Jane <IMCEAFAX-Jane+20Doe+40+2B1@contoso.com>", "IMCEAFAX-Jane+20Doe+40+2B1@contoso.com")]
    [InlineData("u@[10.1.1.1], v@x.com", "u@[10.1.1.1]|v@x.com")]
    [InlineData("u@xn--bcher-kva.example", "u@xn--bcher-kva.example")]
    [InlineData("", "")]
    [InlineData(" ,;, ", "")]
    [InlineData("bad one, b@x.com", "!|b@x.com")]
    [InlineData("two@at@x.com, b@x.com", "!|b@x.com")]
    [InlineData("nobody, b@x.com", "!|b@x.com")]
    [InlineData("a <b@x.com> c, d@x.com", "!|d@x.com")]
    [InlineData("<>, b@x.com", "!|b@x.com")]
    [InlineData("<a@x.com> <b@x.com>", "!")]
    [InlineData("<a@x.com, b@x.com", "!")]
    [InlineData("\"open, a@x.com", "!")]
    [InlineData("[open, a@x.com", "!|a@x.com")]
    [InlineData("(open, a@x.com", "!")]
    public void should_read_every_entry_when_given_a_list(string list, string expected)
    {
        var entries = new List<string>();
        var reader = new AddressListReader(Encoding.UTF8.GetBytes(list));
        while (reader.Read(out var entry))
        {
            entries.Add(entry.Address() ?? "!");
        }

        Assert.Equal(expected, string.Join('|', entries));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("<")]
    [InlineData("\"")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("a:")]
    [InlineData("((a)")]
    [InlineData("\\")]
    [InlineData("<\"")]
    [InlineData("[a:b],")]
    [InlineData("a@x.com (x),")]
    public void should_end_without_recursion_when_a_megabyte_is_nested(string unit)
    {
        var list = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length)));
        var reader = new AddressListReader(list);
        var entries = 0;
        while (reader.Read(out var entry))
        {
            entry.Address();
            entries++;
        }

        Assert.InRange(entries, 0, list.Length);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("g:", ";")]
    [InlineData("<", ">")]
    [InlineData("@a,", "")]
    public void should_survive_the_parser_when_an_entry_nests_as_deep_as_it_may(string open, string close)
    {
        var depth = 4000 / (open.Length + close.Length + 1);
        var list = string.Concat(Enumerable.Repeat(open, depth)) + "a@x.com" + string.Concat(Enumerable.Repeat(close, depth)) + " a@x.com (c)";
        var reader = new AddressListReader(Encoding.ASCII.GetBytes(list));
        var entries = 0;
        while (reader.Read(out var entry))
        {
            Assert.True(entry.Address() is null or "a@x.com");
            entries++;
        }

        Assert.NotEqual(0, entries);
    }
}
