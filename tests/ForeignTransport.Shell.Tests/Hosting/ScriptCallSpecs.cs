using ForeignTransport.Shell.Hosting;
using Xunit;

namespace ForeignTransport.Shell.Tests.Hosting;

public class ScriptCallSpecs
{
    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's $(evil); `x", "'it''s $(evil); `x'")]
    [InlineData("-Name", "-Name")]
    [InlineData("-Name:it's", "-Name:'it''s'")]
    [InlineData("-Force:$false", "-Force:$false")]
    [InlineData("-Name:x\n; evil", "-Name:'x\n; evil'")]
    [InlineData("-Name x; evil", "'-Name x; evil'")]
    [InlineData("-1", "'-1'")]
    [InlineData("", "''")]
    public void should_hand_on_text_and_parameters_and_evaluate_nothing(string argument, string expected) =>
        Assert.Equal($"& '/x y.ps1' {expected}", ScriptCall.Of("/x y.ps1", [argument]));
}
