using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Queues;

/// <summary>Suspend-Queue, Resume-Queue, Retry-Queue.</summary>
public sealed class QueueCommandSpecs : EngineSpecs
{
    private const string Commands = "queues/commands";

    private static string Zone => ClientZone.Text(TimeZoneInfo.Local);

    [Theory]
    [InlineData(@"Suspend-Queue Hub01\3 -Confirm:$false", """{"command":"Suspend","identity":"Hub01\\3"}""")]
    [InlineData(@"Resume-Queue -Identity Hub01\3 -Confirm:$false", """{"command":"Resume","identity":"Hub01\\3"}""")]
    [InlineData("Retry-Queue 3 -Confirm:$false", """{"command":"Retry","identity":"3"}""")]
    [InlineData("Retry-Queue Unreachable -Resubmit $true -Confirm:$false", """{"command":"Resubmit","identity":"Unreachable"}""")]
    [InlineData("Retry-Queue 3 -Resubmit:$false -Confirm:$false -DomainController dc01", """{"command":"Retry","identity":"3"}""")]
    [InlineData(@"'Hub01\3' | Suspend-Queue -Confirm:$false", """{"command":"Suspend","identity":"Hub01\\3"}""")]
    [InlineData(@"[pscustomobject]@{ Identity = 'Hub01\3' } | Suspend-Queue -Confirm:$false", """{"command":"Suspend","identity":"Hub01\\3"}""")]
    [InlineData("Suspend-Queue -Filter {MessageCount -gt 10} -Confirm:$false", """{"command":"Suspend","filter":"MessageCount -gt 10"}""")]
    [InlineData("Suspend-Queue -Filter {LastRetryTime -lt '2026-11-23 15:00'} -Confirm:$false", """{"command":"Suspend","filter":"LastRetryTime -lt '2026-11-23 15:00'","timeZone":"ZONE"}""")]
    [InlineData("Suspend-Queue -Filter \"Status -eq 'Retry'\" -Server Hub02 -Confirm:$false", """{"command":"Suspend","filter":"Status -eq 'Retry'","server":"Hub02"}""")]
    public void should_give_the_command_that_was_asked_for(string line, string body)
    {
        Server.On("POST", Commands, Answer());

        var sent = Sent(line);

        Assert.Equal("POST /api/v1/queues/commands", sent.Line);
        Assert.True(sent.Says(body.Replace("ZONE", Zone, StringComparison.Ordinal)), sent.Text);
    }

    [Fact]
    public void should_retry_each_queue_of_the_pipeline()
    {
        Server.OnList("queues", Documents.Queue(@"Hub01\3", messages: 12), Documents.Queue(@"Hub01\4", messages: 11)).On("POST", Commands, Answer());

        var result = Run("Get-Queue -Filter {MessageCount -gt 10} | Retry-Queue -Confirm:$false");

        Assert.Equal("GET /api/v1/queues?filter=MessageCount%20-gt%2010", Server.Requests[0].Line);
        Assert.Equal(
            ["""{"command":"Retry","identity":"Hub01\\3"}""", """{"command":"Retry","identity":"Hub01\\4"}"""],
            Server.Writes.Select(request => request.Text));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void should_look_through_each_server_of_the_pipeline()
    {
        Server.OnList("transport-services", Documents.Service("Hub01"), Documents.Service("Hub02")).On("POST", Commands, Answer());

        Run("Get-TransportService | Suspend-Queue -Filter {MessageCount -gt 10} -Confirm:$false");

        Assert.Equal(["Hub01", "Hub02"], Server.Writes.Select(request => request.Json!["server"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(@"Suspend-Queue Hub01\3")]
    [InlineData(@"Resume-Queue Hub01\3")]
    [InlineData(@"Retry-Queue Hub01\3")]
    [InlineData("Suspend-Queue -Filter {MessageCount -gt 10}")]
    public void should_do_nothing_when_the_user_says_no(string line)
    {
        const int no = 2;
        Engine.Answers.Enqueue(no);

        Assert.Contains("Are you sure you want to perform this action?", Run(line).Host, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void should_say_which_queues_it_would_be_when_whatif_is_given()
    {
        Server.On("POST", Commands, Answer(Item(@"Hub01\3", changed: true), Item(@"Hub01\4", changed: false)));

        var result = Run("Suspend-Queue -Filter {MessageCount -gt 10} -WhatIf");

        Assert.Equal("POST /api/v1/queues/commands?whatIf=true", Assert.Single(Server.Requests).Line);
        Assert.Contains("What if: Suspending the queues for which: MessageCount -gt 10.", result.Host, StringComparison.Ordinal);
        Assert.Contains("""What if: Suspending queue "Hub01\3".""", result.Host, StringComparison.Ordinal);
        Assert.DoesNotContain(@"Hub01\4", result.Host, StringComparison.Ordinal);
    }

    [Fact]
    public void should_report_each_queue_that_refuses()
    {
        Server.On("POST", Commands, Answer(
            Item(@"Hub01\3", changed: true),
            Item(@"Hub01\Submission", changed: false, """{"title":"This queue takes no such command.","detail":"'Hub01\\Submission'","code":"FT-4201","status":409,"remedy":"Leave it."}""")));

        var error = Engine.Run("Retry-Queue -Filter {MessageCount -gt 0} -Confirm:$false").Error;

        Assert.Equal(@"Hub01\Submission: This queue takes no such command. 'Hub01\Submission'.", error.ToString());
        Assert.StartsWith("FT-4201,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(@"Hub01\Submission", error.TargetObject);
    }

    [Fact]
    public void should_go_on_when_a_queue_of_the_pipeline_refuses()
    {
        Server.OnProblem("POST", Commands, 400, "FT-4105", "The identity names several queues.", "'FAX' names Hub01\\3, Hub01\\4", "Identity");

        var result = Engine.Run("'FAX','MAIL' | Suspend-Queue -Confirm:$false");

        Assert.Equal(["FAX", "MAIL"], result.Errors.Select(error => error.TargetObject));
    }

    [Theory]
    [InlineData(@"Suspend-Queue Hub01\3 -Filter {MessageCount -gt 1} -Confirm:$false")]
    [InlineData("Suspend-Queue -Server Hub01 -Identity 3 -Confirm:$false")]
    [InlineData("Suspend-Queue 3 -Resubmit $true -Confirm:$false")]
    public void should_send_nothing_when_the_parameters_do_not_go_together(string line)
    {
        Assert.NotEmpty(Engine.Run(line).Errors);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void should_name_the_zone_or_its_offset()
    {
        Assert.Equal("Europe/Berlin,+01:00", ClientZone.Text(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
        Assert.Equal("+05:30", ClientZone.Text(TimeZoneInfo.CreateCustomTimeZone("Local", new TimeSpan(5, 30, 0), "x", "x")));
        Assert.Equal("-03:30", ClientZone.Text(TimeZoneInfo.CreateCustomTimeZone("Local", new TimeSpan(-3, -30, 0), "x", "x")));
        Assert.Null(ClientZone.For(null));
        Assert.Null(ClientZone.For("Size -gt 1MB"));
    }

    private static string Answer(params string[] items) =>
        $$"""{"items":[{{string.Join(",", items)}}],"total":{{items.Length}},"changed":true,"whatIf":false}""";

    private static string Item(string identity, bool changed, string error = "null") =>
        $$"""{"queue":{{Documents.Queue(identity)}},"changed":{{(changed ? "true" : "false")}},"messages":0,"error":{{error}}}""";
}
