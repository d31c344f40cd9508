using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Tests.Access;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>What the audit log says when the database was asked and did not answer.</summary>
public class LostAnswerSpecs
{
    [Fact]
    public async Task should_not_say_that_nothing_was_done_when_the_database_did_not_answer()
    {
        await using var host = await GuardedHost.StartApiAsync(GuardedHost.Required());
        var administrator = await host.TokenAsync(Role.Administrator);
        host.Store.LosesAnswers = true;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/access-tokens")
        {
            Content = JsonContent.Create(new JsonObject { ["name"] = "perhaps", ["role"] = "Operator" }),
            Headers = { Authorization = new("Bearer", administrator) }
        };

        using var answer = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains(await host.Tokens.ListAsync(CancellationToken.None), token => token.Name == "perhaps");
        var entry = Assert.Single((await host.Audit.QueryAsync(new AuditFilter(), CancellationToken.None)).Entries);
        Assert.Equal(("New-TransportAccessToken", "perhaps", null), (entry.CmdletName, entry.ObjectModified, entry.Outcome));
    }
}
