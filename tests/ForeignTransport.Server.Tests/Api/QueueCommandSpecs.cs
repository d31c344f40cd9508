using System.Text.Json;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Server.Api;
using ForeignTransport.Server.Api.Queues;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>How commands for queues and messages are read, and what became of them is written.</summary>
public class QueueCommandSpecs
{
    private static readonly QueueView Queue = new() { Identity = QueueIdentity.OfNumber("Hub01", 7) };

    private static readonly MessageView Message = new() { Identity = new MessageIdentity(QueueIdentity.OfNumber("Hub01", 7), 1234) };

    [Fact]
    public void should_read_every_member_when_names_are_written_in_any_case()
    {
        var body = Read("""{"COMMAND":"remove","filter":"Size -gt 1MB","server":"Hub02","timeZone":"+02:00","withNdr":false}""");

        Assert.Equal(("Remove", null, "Size -gt 1MB", "Hub02", TimeSpan.FromHours(2), false),
            (body.Command, body.Identity, body.Filter, body.Server, body.Zone.BaseUtcOffset, body.WithNdr));
    }

    [Theory]
    [InlineData("""{"command":"Remove","identity":"7\\1"}""", MessageCommand.RemoveWithNdr)]
    [InlineData("""{"command":"Remove","identity":"7\\1","withNDR":true}""", MessageCommand.RemoveWithNdr)]
    [InlineData("""{"command":"Remove","identity":"7\\1","withNDR":false}""", MessageCommand.Remove)]
    [InlineData("""{"command":"Suspend","identity":"7\\1"}""", MessageCommand.Suspend)]
    [InlineData("""{"command":"resume","identity":"7\\1"}""", MessageCommand.Resume)]
    public void should_tell_the_sender_of_what_is_removed_unless_it_is_said_otherwise(string json, MessageCommand expected) =>
        Assert.Equal((expected, null), MessageCommandRoute.CommandOf(Read(json)));

    [Fact]
    public void should_refuse_when_the_sender_shall_be_told_of_what_is_not_removed() =>
        Assert.Equal("WithNDR", MessageCommandRoute.CommandOf(Read("""{"command":"Suspend","identity":"7\\1","withNDR":true}""")).Error?.Parameter);

    [Theory]
    [InlineData("""{"identity":"7"}""", "FT-5011", "Command")]
    [InlineData("""{"command":"Explode","identity":"7"}""", "FT-5001", "Command")]
    [InlineData("""{"command":"1","identity":"7"}""", "FT-5001", "Command")]
    [InlineData("""{"command":"Suspend"}""", "FT-5011", "Identity")]
    [InlineData("""{"command":"Suspend","identity":null}""", "FT-5011", "Identity")]
    [InlineData("""{"command":"Suspend","identity":" "}""", "FT-5011", "Identity")]
    [InlineData("""{"command":"Suspend","filter":""}""", "FT-5011", "Filter")]
    [InlineData("""{"command":"Suspend","filter":" { } "}""", "FT-5011", "Filter")]
    [InlineData("""{"command":"Suspend","identity":"7","filter":"Size -gt 1"}""", "FT-5001", "Identity")]
    [InlineData("""{"command":"Suspend","identity":"7","server":"Hub02"}""", "FT-5001", "Server")]
    [InlineData("""{"command":"Suspend","identity":["7","8"]}""", "FT-5001", "Identity")]
    [InlineData("""{"command":"Suspend","filter":"Size -gt 1","timeZone":"Moon/Tycho"}""", "FT-5001", "TimeZone")]
    [InlineData("""{"command":"Suspend","filter":"Size -gt 1","timeZone":"+15:00"}""", "FT-5001", "TimeZone")]
    [InlineData("""{"command":"Remove","identity":"7","withNDR":"perhaps"}""", "FT-5001", "WithNDR")]
    [InlineData("""{"command":"Suspend","identity":"7","whatIf":true}""", "FT-5003", "WhatIf")]
    [InlineData("""{"command":"Suspend","identity":"7","filtre":"Size -gt 1"}""", "FT-5003", "Filtre")]
    public void should_refuse_with_the_parameter_that_is_wrong(string json, string code, string parameter)
    {
        Assert.False(CommandBody.TryRead(Changes(json), MessageCommandRoute.Commands, hasNdr: true, out _, out var error));

        Assert.Equal((code, parameter), (error.Entry.Code, error.Parameter));
    }

    [Fact]
    public void should_not_know_who_is_told_when_the_command_is_for_a_queue()
    {
        Assert.False(CommandBody.TryRead(
            Changes("""{"command":"Retry","identity":"7","withNDR":true}"""), QueueCommandRoute.Commands, hasNdr: false, out _, out var error));

        Assert.Equal("FT-5003", error.Entry.Code);
    }

    [Theory]
    [InlineData("suspend", "Suspend-Queue", "Suspend-Message")]
    [InlineData("Resume", "Resume-Queue", "Resume-Message")]
    [InlineData("Resubmit", "Retry-Queue", "Invoke-MessageCommand")]
    [InlineData("Remove", "Invoke-QueueCommand", "Remove-Message")]
    [InlineData("nonsense", "Invoke-QueueCommand", "Invoke-MessageCommand")]
    public void should_be_recorded_under_the_name_of_the_cmdlet(string command, string ofQueue, string ofMessage) =>
        Assert.Equal((ofQueue, ofMessage), (QueueCommandRoute.CmdletOf(command), MessageCommandRoute.CmdletOf(command)));

    [Fact]
    public void should_have_an_entry_for_each_queue_when_a_filter_was_given()
    {
        var refusal = ErrorCatalogue.QueueCommandNotAllowed.With("'Hub01\\Submission'");

        var json = Json(QueueCommandRoute.Answer(new QueueCommandAnswer(null, [new(Queue, true, Messages: 3), new(Queue, false, refusal)]), hasIdentity: false, whatIf: false));

        Assert.Equal((2, true, false), (json["total"]!.GetValue<int>(), json["changed"]!.GetValue<bool>(), json["whatIf"]!.GetValue<bool>()));
        Assert.Equal((@"Hub01\7", 3, null), (json["items"]![0]!["queue"]!["identity"]!.GetValue<string>(), json["items"]![0]!["messages"]!.GetValue<int>(), json["items"]![0]!["error"]));
        Assert.Equal(("FT-4201", 409), (json["items"]![1]!["error"]!["code"]!.GetValue<string>(), json["items"]![1]!["error"]!["status"]!.GetValue<int>()));
    }

    [Fact]
    public void should_refuse_the_request_when_the_one_object_refuses()
    {
        var refusal = ErrorCatalogue.MessageCommandNotAllowed.With("");

        Assert.Equal(refusal, Refused(QueueCommandRoute.Answer(new QueueCommandAnswer(null, [new(Queue, false, refusal)]), hasIdentity: true, whatIf: false)));
        Assert.Equal(refusal, Refused(QueueCommandRoute.Answer(QueueCommandAnswer.Refused(refusal), hasIdentity: false, whatIf: false)));
        Assert.Equal(refusal, Refused(MessageCommandRoute.Answer(
            new MessageCommandAnswer(null, [new(Message, MessageCommandOutcome.Refused, refusal)]), hasIdentity: true, whatIf: false)));
        Assert.Equal(refusal, Refused(MessageCommandRoute.Answer(
            new MessageCommandAnswer(null, [new(Message, MessageCommandOutcome.Unknown, refusal)]), hasIdentity: true, whatIf: false)));
    }

    [Fact]
    public void should_keep_what_was_done_when_a_queue_was_changed_in_part()
    {
        var json = Json(QueueCommandRoute.Answer(
            new QueueCommandAnswer(null, [new(Queue, true, ErrorCatalogue.CommandOutcomeUnknown.With(""))]), hasIdentity: true, whatIf: false));

        Assert.Equal((true, "FT-4206"), (json["changed"]!.GetValue<bool>(), json["items"]![0]!["error"]!["code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(MessageCommandOutcome.Unchanged, false)]
    [InlineData(MessageCommandOutcome.Suspended, true)]
    [InlineData(MessageCommandOutcome.PendingSuspend, true)]
    [InlineData(MessageCommandOutcome.Resumed, true)]
    [InlineData(MessageCommandOutcome.Removed, true)]
    [InlineData(MessageCommandOutcome.PendingRemove, true)]
    [InlineData(MessageCommandOutcome.Gone, false)]
    public void should_say_whether_anything_was_changed(MessageCommandOutcome outcome, bool changed)
    {
        var answer = new MessageCommandAnswer(null, [new(Message, outcome)], MissingPartitions: 2);

        var json = Json(MessageCommandRoute.Answer(answer, hasIdentity: true, whatIf: false));

        Assert.Equal((changed, outcome.ToString(), 2), (json["changed"]!.GetValue<bool>(), json["items"]![0]!["outcome"]!.GetValue<string>(), json["missingPartitions"]!.GetValue<int>()));
        Assert.False(Json(MessageCommandRoute.Answer(answer, hasIdentity: true, whatIf: true))["changed"]!.GetValue<bool>());
    }

    [Fact]
    public void should_say_how_many_were_left_when_there_were_too_many_for_one_command()
    {
        var json = Json(MessageCommandRoute.Answer(new MessageCommandAnswer(null, [new(Message, MessageCommandOutcome.Removed)], Left: 7), hasIdentity: false, whatIf: false));

        Assert.Equal(7, json["left"]!.GetValue<int>());
    }

    [Fact]
    public void should_show_what_was_refused_when_there_are_too_many_to_show()
    {
        var refused = new MessageCommandResult(Message, MessageCommandOutcome.Refused, ErrorCatalogue.MessageCommandNotAllowed.With(""));
        var answer = new MessageCommandAnswer(null, [.. Enumerable.Repeat(new MessageCommandResult(Message, MessageCommandOutcome.Removed), 10_005), refused]);

        var json = Json(MessageCommandRoute.Answer(answer, hasIdentity: false, whatIf: false));

        Assert.Equal((10_006, 6, 10_000), (json["total"]!.GetValue<int>(), json["omitted"]!.GetValue<int>(), json["items"]!.AsArray().Count));
        Assert.Equal("Refused", json["items"]![0]!["outcome"]!.GetValue<string>());
    }

    [Fact]
    public void should_name_the_objects_in_the_audit_log()
    {
        var answer = MessageCommandRoute.Answer(
            new MessageCommandAnswer(null, [new(Message, MessageCommandOutcome.Removed), new(Message, MessageCommandOutcome.Refused, ErrorCatalogue.PoisonMessage.With("x"))]),
            hasIdentity: false,
            whatIf: false);

        Assert.Equal(
            """{"count":2,"objects":[{"identity":"Hub01\\7\\1234","outcome":"Removed"},{"identity":"Hub01\\7\\1234","outcome":"Refused","error":"FT-4207 PoisonMessage: x"}]}""",
            answer.After);
    }

    private static CommandBody Read(string json) =>
        CommandBody.TryRead(Changes(json), MessageCommandRoute.Commands, hasNdr: true, out var body, out var error) ? body : throw new InvalidOperationException(error.ToString());

    private static ParameterChanges Changes(string json) =>
        ParameterChangesReader.TryRead(JsonDocument.Parse(json).RootElement, out var changes, out var error) ? changes : throw new InvalidOperationException(error.ToString());

    private static JsonNode Json(ApiAnswer answer) => Assert.IsType<ApiAnswer.Json>(answer).Document;

    private static TransportError Refused(ApiAnswer answer) => Assert.IsType<ApiAnswer.Refused>(answer).Error;
}
