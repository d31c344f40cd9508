using System.Text;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

/// <summary>
/// A quarter of a megabyte of whatever might make a parser recurse or start over. Each takes milliseconds when work is linear, minutes when it is
/// quadratic, and the process when something recurses.
/// </summary>
public class HostileFilesSpecs
{
    private const int Size = 250_000;

    [Theory]
    [InlineData("To: ", "(")]
    [InlineData("To: ", "g:")]
    [InlineData("To: ", "<")]
    [InlineData("To: ", "\"\\")]
    [InlineData("To: ", "[")]
    [InlineData("To: ", "[a:")]
    [InlineData("To: ", "[FAX:1] ")]
    [InlineData("To: ", "[FAX:1],")]
    [InlineData("To: ", "[X400:c=us;")]
    [InlineData("To: ", "(a) <@b:c@x.com> ")]
    [InlineData("To: ", "=?utf-8?q?x?= ")]
    [InlineData("To: ", "\r\n ")]
    [InlineData("Subject: ", "=?utf-8?q?x?= ")]
    [InlineData("Subject: ", "=?")]
    [InlineData("Message-ID: ", "<")]
    [InlineData("Date: ", "(")]
    [InlineData("Content-Type: multipart/x;", " a=b;")]
    [InlineData("Content-Type: multipart/x;", " a*1=b;")]
    [InlineData("Content-Type: multipart/x;", "(")]
    [InlineData("X-Y: ", "\r")]
    [InlineData("", "a:b\n")]
    [InlineData("", "Date:\n")]
    [InlineData("", "To:[FAX:1]\n")]
    [InlineData("", "To:a\n")]
    public void should_decide_in_linear_time_when_a_pickup_file_is_hostile(string start, string unit)
    {
        var file = Files.Of("From: bob@fabrikam.com", "Cc: mary@contoso.com", start + Repeat(unit));

        var message = Files.Pickup(file, Files.Context with { MaxHeaderSize = long.MaxValue, MaxRecipients = int.MaxValue }).Accepted();

        Assert.Equal("bob@fabrikam.com", message.Envelope.ReversePath);
    }

    [Theory]
    [InlineData("X-Receiver: ", "<")]
    [InlineData("X-Receiver: ", "\"")]
    [InlineData("X-Receiver: <a@x.com>", " a=b")]
    [InlineData("X-Receiver: <a@x.com>", " ;")]
    [InlineData("X-Receiver: <a@x.com> X-ExtendedProps=", "AAAA ")]
    [InlineData("X-Receiver: <a@x.com> NOTIFY=DELAY,", " DELAY,")]
    [InlineData("X-ExtendedProps: ", "AAAA ")]
    [InlineData("X-HeloDomain: ", "\u0001")]
    [InlineData("", "X-Receiver: <a@x.com>\n")]
    [InlineData("", "X-CreatedBy: a\n")]
    public void should_decide_in_linear_time_when_a_replay_file_is_hostile(string start, string unit)
    {
        var file = Files.Of("X-Sender: <bob@fabrikam.com>", "X-Receiver: <mary@contoso.com>", start + Repeat(unit));

        var message = Files.Replay(file, Files.Context with { MaxHeaderSize = long.MaxValue }).Accepted();

        Assert.Equal("bob@fabrikam.com", message.Envelope.ReversePath);
    }

    private static string Repeat(string unit) =>
        new StringBuilder().Insert(0, unit, Size / unit.Length).ToString().TrimEnd('\n');
}
