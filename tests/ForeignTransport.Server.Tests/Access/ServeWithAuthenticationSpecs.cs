using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Server.Serving;
using ForeignTransport.Server.Tests.EndToEnd;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Server.Tests.Access;

/// <summary>A whole server that asks everybody who he is, over HTTPS, and the verbs beside it.</summary>
[Collection(EndToEndCollection.Name)]
public sealed partial class ServeWithAuthenticationSpecs : IDisposable
{
    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task should_let_a_token_in_that_was_made_beside_the_running_server()
    {
        using var certificate = TestCertificate.Make(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(90)).Certificate;
        TestCertificate.Write(certificate, Path.Combine(_folder.Root, "a.pem"), Path.Combine(_folder.Root, "a.key"));
        var node = _folder.Configuration(
            (HttpOptions.AddressOption.EnvironmentVariable, "127.0.0.1:0"),
            (HttpOptions.AuthenticationOption.EnvironmentVariable, "required"),
            (HttpTlsOptions.CertificateOption.EnvironmentVariable, "a.pem"),
            (HttpTlsOptions.KeyOption.EnvironmentVariable, "a.key"));
        using var stop = new CancellationTokenSource();
        await using var output = new LockedWriter();
        var serving = ServeCommand.RunAsync(node, output, stop.Token);
        await Eventually.HoldsAsync(() => serving.IsCompleted || output.ToString().Contains("Ready: ", StringComparison.Ordinal), output.ToString);

        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.Thumbprint;
        using var client = new HttpClient(handler) { BaseAddress = new Uri(Address().Match(output.ToString()).Groups[1].Value) };
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await AskAsync(client, "/ready"), await AskAsync(client, "/cluster/members")));

        await using var made = new StringWriter();
        Assert.Equal(ExitCode.Success, await TokenCommand.CreateAsync(node, new TokenArguments("a", Role.ViewOnly, null, null), made, CancellationToken.None));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.ToString().Trim());
        Assert.Equal(HttpStatusCode.OK, await AskAsync(client, "/cluster/members"));

        await stop.CancelAsync();
        Assert.Equal(ExitCode.Success, await serving);
    }

    [Fact]
    public async Task should_not_start_when_the_certificate_is_of_no_use()
    {
        var node = _folder.Configuration((HttpTlsOptions.CertificateOption.EnvironmentVariable, "none.pem"), (HttpOptions.AddressOption.EnvironmentVariable, "127.0.0.1:0"));

        Assert.Equal(ExitCode.Configuration, await ServeCommand.RunAsync(node, TextWriter.Null, CancellationToken.None));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }

    [GeneratedRegex(@"^HTTP answers at (https://127\.0\.0\.1:\d+/)\r?$", RegexOptions.Multiline)]
    private static partial Regex Address();
}
