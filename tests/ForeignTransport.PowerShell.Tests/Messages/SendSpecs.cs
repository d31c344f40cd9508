using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Messages;

public sealed class SendSpecs : EngineSpecs, IDisposable
{
    private const string Message = "Subject: x\r\n\r\n\xff\r\n.\r\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void should_send_the_bytes_of_the_file_when_the_envelope_is_given()
    {
        Server.On("POST", "messages", """{"id":"01HF","recipients":2,"warnings":["a@x.com is not here."]}""", 202);
        var bytes = System.Text.Encoding.Latin1.GetBytes(Message);

        var result = Run($"Send-TransportMessage -Path '{_folder.Write("order [7].eml", bytes)}' -From orders@contoso.com -To '[FAX:+49 30]',b@x.com");

        var request = Assert.Single(Server.Requests);
        Assert.Equal("POST /api/v1/messages?from=orders%40contoso.com&to=%5BFAX%3A%2B49%2030%5D&to=b%40x.com", request.Line);
        Assert.Equal("message/rfc822", request.Headers["content-type"]);
        Assert.Equal(bytes, request.Body);
        Assert.Equal("01HF", Assert.Single(result.Output).Properties["Id"].Value);
        Assert.Equal(["a@x.com is not here."], result.Warnings);
    }

    [Theory]
    [InlineData("'<>'")]
    [InlineData("''")]
    public void should_send_the_null_sender_when_it_is_given(string from)
    {
        Server.On("POST", "messages", """{"id":"1","recipients":1,"warnings":[]}""", 202);

        Assert.Equal("POST /api/v1/messages?from=&to=b%40x.com", Sent($"Send-TransportMessage '{_folder.Write("a.eml", Message)}' -From {from} -To b@x.com").Line);
    }

    [Fact]
    public void should_leave_the_envelope_to_the_header_when_none_is_given()
    {
        Server.On("POST", "messages", """{"id":"1","recipients":1,"warnings":[]}""", 202);

        Assert.Equal("POST /api/v1/messages", Sent($"Send-TransportMessage '{_folder.Write("a.eml", Message)}'").Line);
    }

    [Fact]
    public void should_send_the_others_when_one_of_several_files_cannot_be_read()
    {
        Server.On("POST", "messages", """{"id":"1","recipients":1,"warnings":[]}""", 202);
        var (first, second) = (_folder.Write("a.eml", Message), _folder.Write("b.eml", Message));

        var result = Engine.Run($"'{first}','{_folder.Path}/none.eml','{second}' | Send-TransportMessage -From a@x.com -To b@x.com");

        Assert.Equal(2, result.Output.Count);
        Assert.StartsWith("FileNotFound,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Send-TransportMessage '{0}/*.eml' -From a@x.com -To b@x.com")]
    [InlineData("[System.IO.DirectoryInfo]::new('{0}').GetFiles() | Send-TransportMessage -From a@x.com -To b@x.com")]
    public void should_send_each_when_there_are_many(string line)
    {
        Server.On("POST", "messages", """{"id":"1","recipients":1,"warnings":[]}""", 202);
        _folder.Write("a.eml", Message);
        _folder.Write("b.eml", Message);

        Assert.Equal(2, Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, _folder.Path)).Output.Count);
    }
}
