using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Queues;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Queues;

/// <summary>Get-Message, and what is done with messages.</summary>
public sealed class MessageSpecs : EngineSpecs
{
    private const string Commands = "messages/commands";

    private static string Zone => ClientZone.Text(TimeZoneInfo.Local);

    [Theory]
    [InlineData("", "")]
    [InlineData("-Server Hub02", "?server=Hub02")]
    [InlineData("-Queue \"Hub01\\FAX\" -ResultSize 50", "?queue=Hub01%5CFAX&resultSize=50")]
    [InlineData("-Queue Hub01\\con*", "?queue=Hub01%5Ccon%2A")]
    [InlineData("-Filter {Size -gt 1MB} -IncludeRecipientInfo", "?filter=Size%20-gt%201MB&includeRecipientInfo=true")]
    [InlineData("-Filter {DateReceived -gt '2026-11-23'}", "?filter=DateReceived%20-gt%20%272026-11-23%27&timeZone=ZONE")]
    [InlineData("-Server Hub02 -SortOrder '-Size',+Subject -ResultSize unlimited", "?server=Hub02&sortOrder=-Size%2C%2BSubject&resultSize=unlimited")]
    [InlineData("-BookmarkIndex 5 -IncludeBookmark $false -SearchForward $false", "?bookmarkIndex=5&includeBookmark=false&searchForward=false")]
    public void should_ask_for_what_was_given(string parameters, string query)
    {
        Server.OnList("messages", Documents.Message(@"Hub01\3\1234"));

        Assert.Equal(
            $"GET /api/v1/messages{query.Replace("ZONE", Uri.EscapeDataString(Zone), StringComparison.Ordinal)}", Sent($"Get-Message {parameters}").Line.Replace("*", "%2A", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(@"Get-Message Hub01\3\1234", "Hub01%5C3%5C1234")]
    [InlineData("Get-Message 1234", "1234")]
    public void should_show_the_message_when_it_is_named(string line, string path)
    {
        Server.On("GET", $"messages/{path}", Documents.Message(@"Hub01\3\1234"));

        var message = (Message)Assert.Single(Run(line).Output).BaseObject;

        Assert.Equal((@"Hub01\3\1234", @"Hub01\3", "2 KB (2,048 bytes)", -1), (message.Identity, message.Queue, message.Size!.ToString(), message.SCL));
        Assert.Equal((new TimeSpan(1, 2, 3, 4, 500), null, "", @"Hub01\3\1234"), (message.MessageLatency, message.ExpirationTime, message.LastError, message.MessageIdentity));
    }

    [Fact]
    public void should_show_every_copy_when_the_number_has_several()
    {
        Server.On("GET", "messages/1234", $$"""{"items":[{{Documents.Message(@"Hub01\3\1234")}},{{Documents.Message(@"Hub01\4\1234")}}],"total":2}""");

        Assert.Equal([@"Hub01\3\1234", @"Hub01\4\1234"], Run("Get-Message 1234").Output.Select(message => message.ToString()));
    }

    [Fact]
    public void should_show_recipients_when_they_are_asked_for()
    {
        Server.OnList("messages", Documents.Message(
            @"Hub01\3\1234", recipients: """{"address":"FAX:+49","type":"External","finalDestination":"<No Matching Connector>","status":"Retry","lastError":"451 full"}"""));

        var message = (Message)Assert.Single(Run("Get-Message -IncludeRecipientInfo").Output).BaseObject;

        Assert.Equal(("FAX:+49", "<No Matching Connector>", "FAX:+49 (Retry: 451 full)"),
            (message.Recipients[0].Address, message.Recipients[0].FinalDestination, message.Recipients[0].ToString()));
    }

    [Fact]
    public void should_show_the_messages_of_each_queue_of_the_pipeline()
    {
        Server.OnList("queues", Documents.Queue(@"Hub01\3"), Documents.Queue(@"Hub01\4")).OnList("messages").OnList("transport-services", Documents.Service("Hub02"));

        Run("Get-Queue | Get-Message; Get-TransportService | Get-Message");

        Assert.Equal(
            ["GET /api/v1/messages?queue=Hub01%5C3", "GET /api/v1/messages?queue=Hub01%5C4", "GET /api/v1/messages?server=Hub02"],
            Server.Requests.Where(request => request.Path.EndsWith("messages", StringComparison.Ordinal)).Select(request => request.Line));
    }

    [Fact]
    public void should_begin_at_the_bookmark()
    {
        Server.OnList("messages", Documents.Message(@"Hub01\3\1234")).On("GET", "messages/1234", Documents.Message(@"Hub01\3\1234"));

        Run("Get-Message -BookmarkObject (Get-Message 1234)");

        Assert.Equal("GET /api/v1/messages?bookmarkObject=Hub01%5C3%5C1234", Server.Requests[^1].Line);
    }

    [Fact]
    public void should_warn_when_there_are_more_or_the_server_did_not_see_all()
    {
        Server.On("GET", "messages", $$"""{"items":[{{Documents.Message(@"Hub01\3\1")}}],"total":2300,"partial":true,"missingPartitions":2}""");

        Assert.Equal(
            ["Not all messages are shown: not every partition answers.", "Only 1 of 2300 messages are shown; -ResultSize unlimited shows all."],
            Run("Get-Message").Warnings);
    }

    [Theory]
    [InlineData(@"Suspend-Message Hub01\3\1234 -Confirm:$false", """{"command":"Suspend","identity":"Hub01\\3\\1234"}""")]
    [InlineData("Resume-Message 1234 -Confirm:$false", """{"command":"Resume","identity":"1234"}""")]
    [InlineData(@"Remove-Message Hub01\3\1234 -Confirm:$false", """{"command":"Remove","withNDR":true,"identity":"Hub01\\3\\1234"}""")]
    [InlineData(@"Remove-Message Hub01\3\1234 -WithNDR $false -Confirm:$false", """{"command":"Remove","withNDR":false,"identity":"Hub01\\3\\1234"}""")]
    [InlineData("Suspend-Message -Filter {Size -gt 1MB} -Server Hub02 -Confirm:$false", """{"command":"Suspend","filter":"Size -gt 1MB","server":"Hub02"}""")]
    [InlineData("Remove-Message -Filter \"InternetMessageId -eq '<x@y>'\" -Confirm:$false", """{"command":"Remove","withNDR":true,"filter":"InternetMessageId -eq '<x@y>'"}""")]
    public void should_give_the_command_that_was_asked_for(string line, string body)
    {
        Server.On("POST", Commands, Answer());

        var sent = Sent(line);

        Assert.Equal("POST /api/v1/messages/commands", sent.Line);
        Assert.True(sent.Says(body.Replace("ZONE", Zone, StringComparison.Ordinal)), sent.Text);
    }

    [Fact]
    public void should_suspend_each_message_of_the_pipeline_when_the_user_says_yes_to_all()
    {
        const int yesToAll = 1;
        Server.OnList("messages", Documents.Message(@"Hub01\3\1"), Documents.Message(@"Hub01\3\2")).On("POST", Commands, Answer());
        Engine.Answers.Enqueue(yesToAll);

        var result = Run("Get-Message -Queue \"Hub01\\FAX\" -ResultSize 50 | Suspend-Message");

        Assert.Equal("GET /api/v1/messages?queue=Hub01%5CFAX&resultSize=50", Server.Requests[0].Line);
        Assert.Equal([@"Hub01\3\1", @"Hub01\3\2"], Server.Writes.Select(request => request.Json!["identity"]!.GetValue<string>()));
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("Suspend-Message 1")]
    [InlineData("Resume-Message 1")]
    [InlineData("Remove-Message 1")]
    [InlineData("Export-Message 1")]
    [InlineData("Redirect-Message -Server Hub01 -Target Hub02")]
    public void should_do_nothing_when_the_user_says_no(string line)
    {
        const int no = 2;
        Engine.Answers.Enqueue(no);

        Assert.Contains("Are you sure you want to perform this action?", Run(line).Host, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void should_warn_of_what_was_too_much_for_one_command()
    {
        Server.On("POST", Commands, """{"items":[],"total":250000,"omitted":250000,"left":17,"changed":true,"whatIf":false,"missingPartitions":0}""");

        Assert.Equal(
            ["17 more messages meet the filter and were not touched. Repeat the command for them, with a filter that leaves out what is done."],
            Run("Suspend-Message -Filter {Size -gt 1} -Confirm:$false").Warnings);
    }

    [Theory]
    [InlineData("Get-Message -ReturnPageInfo $true -BookmarkIndex 5", "messages", "TotalCount: 2300, FirstIndex: 5")]
    [InlineData("Get-Queue -ReturnPageInfo:$true -BookmarkIndex 5", "queues", "TotalCount: 2300, FirstIndex: 5")]
    [InlineData("Get-Message -ReturnPageInfo $false -BookmarkIndex 5", "messages", "")]
    public void should_tell_of_the_page_when_it_is_asked_for(string line, string path, string expected)
    {
        Server.On("GET", path, $$"""{"items":[{{(path == "queues" ? Documents.Queue(@"Hub01\3") : Documents.Message(@"Hub01\3\1"))}}],"total":2300,"firstIndex":5}""");

        Assert.Equal(expected, string.Join('|', Run($"{line} -InformationVariable page | Out-Null; $page").Output));
    }

    [Fact]
    public void should_warn_of_what_was_gone_and_of_partitions_that_do_not_answer()
    {
        Server.On("POST", Commands, Answer(2, Item(@"Hub01\3\1", "Gone"), Item(@"Hub01\3\2", "Removed")));

        var result = Run("Remove-Message -Filter {Size -gt 1} -Confirm:$false");

        Assert.Equal(
            [
                @"Hub01\3\1 is no longer there: it left its queue before.",
                "Not all messages were found: 2 partitions do not answer, and nothing was changed in them. Repeat the command."
            ],
            result.Warnings);
    }

    [Fact]
    public void should_report_each_message_whose_fate_is_unknown()
    {
        Server.On("POST", Commands, Answer(0, Item(
            @"Hub01\3\1", "Unknown", """{"title":"A partition did not say whether it executed the command.","detail":"","code":"FT-4206","status":503,"remedy":"Look again."}""")));

        Assert.Equal(@"Hub01\3\1: A partition did not say whether it executed the command.", Engine.Run("Suspend-Message -Filter {Size -gt 1} -Confirm:$false").ErrorText);
    }

    [Fact]
    public void should_show_the_content_when_a_message_is_exported()
    {
        Server.On("GET", "messages/Hub01%5C3%5C1234/content", File("X-Sender: <a@b>\r\n\r\nx"));

        var message = (ExportedMessage)Assert.Single(Run(@"Export-Message Hub01\3\1234 -Confirm:$false").Output).BaseObject;

        Assert.Equal(("X-Sender: <a@b>\r\n\r\nx", 20), (System.Text.Encoding.ASCII.GetString(message.FileData), message.Length));
    }

    [Theory]
    [InlineData(@"Export-Message Hub01\3\1234 -Confirm:$false | AssembleMessage -Path 'DIR/m.eml'", "m.eml")]
    [InlineData(@"Export-Message Hub01\3\1234 -Confirm:$false | Save-ExportedMessage 'DIR'", "Hub01-3-1234.eml")]
    [InlineData(@"Export-Message Hub01\3\1234 -Path 'DIR' -Confirm:$false", "Hub01-3-1234.eml")]
    [InlineData(@"Export-Message Hub01\3\1234 -Path 'DIR/new.eml' -Confirm:$false", "new.eml")]
    public void should_write_a_file_when_a_path_is_given(string line, string name)
    {
        using var folder = new TemporaryFolder();
        Server.On("GET", "messages/Hub01%5C3%5C1234/content", File("X-Sender: <a@b>\r\n\r\nx"));

        var written = Assert.Single(Run(line.Replace("DIR", folder.Path, StringComparison.Ordinal)).Output);

        Assert.Equal(Path.Combine(folder.Path, name), ((FileInfo)written.BaseObject).FullName);
        Assert.Equal("X-Sender: <a@b>\r\n\r\nx", System.IO.File.ReadAllText(Path.Combine(folder.Path, name)));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void should_leave_a_file_alone_unless_forced()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("m.eml", "old");
        Server.On("GET", "messages/1/content", File("new"));

        Assert.StartsWith("FileNotWritten,", Engine.Run($"Export-Message 1 -Path '{path}' -Confirm:$false").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("old", System.IO.File.ReadAllText(path));
        Run($"Export-Message 1 -Path '{path}' -Force -Confirm:$false");
        Assert.Equal("new", System.IO.File.ReadAllText(path));
    }

    [Fact]
    public void should_write_nothing_when_the_server_refuses()
    {
        using var folder = new TemporaryFolder();
        Server.OnProblem("GET", "messages/1/content", 409, "FT-4204", "Only a suspended message can be exported.", "");

        Assert.Equal("Only a suspended message can be exported.", Engine.Run($"Export-Message 1 -Path '{folder.Path}' -Confirm:$false").ErrorText);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void should_read_no_mail_when_whatif_is_given()
    {
        Run("Export-Message 1 -WhatIf");

        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("Redirect-Message -Server Hub01 -Target Hub02 -Confirm:$false", "POST /api/v1/servers/Hub01/suspend")]
    [InlineData("Redirect-Message -Server hub01.contoso.com -Target hub02.contoso.com,Hub01 -Confirm:$false", "POST /api/v1/servers/Hub01/suspend")]
    [InlineData("Redirect-Message -Server Hub01 -Target Hub02 -WhatIf", "POST /api/v1/servers/Hub01/suspend?whatIf=true")]
    public void should_drain_the_server_when_its_messages_are_redirected(string line, string expected)
    {
        Server.OnList("servers", Documents.Server("Hub01"), Documents.Server("Hub02")).OnWrite("POST", "servers/Hub01/suspend", Documents.Server("Hub01", "Draining"));

        Assert.Empty(Run(line).Output);
        Assert.Equal(expected, Assert.Single(Server.Writes).Line);
    }

    [Theory]
    [InlineData("Hub01", "NoTarget,")]
    [InlineData("Hub03", "NoTarget,")]
    [InlineData("Hub02,Hub09", "TargetNotFound,")]
    public void should_drain_nothing_when_no_target_could_take_over(string target, string expected)
    {
        Server.OnList("servers", Documents.Server("Hub01"), Documents.Server("Hub02"), Documents.Server("Hub03", "Draining"));

        Assert.StartsWith(expected, Engine.Run($"Redirect-Message -Server Hub01 -Target {target} -Confirm:$false").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Server.Writes);
    }

    private static string Answer(params string[] items) => Answer(0, items);

    private static string Answer(int missing, params string[] items) =>
        $$"""{"items":[{{string.Join(",", items)}}],"total":{{items.Length}},"changed":true,"whatIf":false,"missingPartitions":{{missing}}}""";

    private static string Item(string identity, string outcome, string error = "null") =>
        $$"""{"message":{{Documents.Message(identity)}},"outcome":"{{outcome}}","error":{{error}}}""";

    private static Func<RecordedRequest, Task<Reply>> File(string text) => _ => Task.FromResult(new Reply(200, text) { ContentType = "application/octet-stream" });
}
