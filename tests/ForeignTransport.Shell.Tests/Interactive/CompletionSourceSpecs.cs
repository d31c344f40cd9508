using ForeignTransport.Shell.Interactive;
using ForeignTransport.Shell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.Shell.Tests.Interactive;

public class CompletionSourceSpecs
{
    [Theory]
    [InlineData("Get-Samp", "Get-Sample")]
    [InlineData("Get-Sample -Iden", "-Identity")]
    [InlineData("Get-Sample Con", "Contoso")]
    [InlineData("Get-Sample | fl Dro", "DropDirectory")]
    [InlineData("Get-Sample | ? { $_.Mess", "MessageCount")]
    [InlineData("Get-Sample | Sort-Object Retr", "RetryInterval")]
    [InlineData("'abc'.Leng", "Length")]
    [InlineData("Get-Sample Nobody-", null)]
    public void should_offer_what_can_stand_there(string text, string? expected)
    {
        using var session = SessionRun.Session(TextWriter.Null, TextWriter.Null);

        var offered = new CompletionSource(session.Runspace).Complete(text, text.Length);

        Assert.Equal(expected, offered.Texts.Count == 0 ? null : offered.Texts[0]);
        if (expected is not null)
            Assert.StartsWith(text[offered.Start..], expected, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void should_leave_our_own_sort_object_in_place()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var session = SessionRun.Session(output, TextWriter.Null);
        new CompletionSource(session.Runspace).Complete("'abc'.Leng", 10);

        session.Run("(3,1,2 | Sort-Object -Descending) -join ' '");

        Assert.Equal("3 2 1\n", output.ToString());
    }

    [Theory]
    [InlineData("Get-Sample", true)]
    [InlineData("1..3 | % {", false)]
    [InlineData("'open", false)]
    [InlineData("Get-Sample |", false)]
    [InlineData("Get-Sample | | fl", true)]
    [InlineData("if ($true) { 1 }", true)]
    public void should_know_whether_more_has_to_come(string text, bool isComplete) => Assert.Equal(isComplete, CompleteInput.Is(text));
}
