using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Submission;

namespace ForeignTransport.Server.Api.Messages;

/// <summary>Takes messages.</summary>
internal sealed class MessageRoutes(ApiServices services)
{
    private const string KeyHeader = "Idempotency-Key";

    private static readonly string[] ContentTypes = ["message/rfc822", "message/global"];

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("MessageReceipt", Schemas.Object(
            ("id", Schemas.Text("The id of the message, as it stands in the names of its files and in the log.")),
            ("recipients", Schemas.Number("How many recipients it goes to.")),
            ("isRepeat", Schemas.Flag("True when the idempotency key was used before: it is the id of that message, and nothing was taken now.")),
            ("warnings", Schemas.Array(Schemas.Text(), "What was tolerated."))))
    ];

    public ApiRoute Route => new(
        "POST", "/messages", "Send-TransportMessage", Role.Operator, "Takes a message: when this is answered it is durable, and will be delivered or reported.", SubmitAsync)
    {
        Details = "The body is the message (RFC 5322); its header is treated as in Pickup, its body is delivered byte for byte. With the header "
            + $"{KeyHeader} a repetition within a day submits once: use it, since a lost answer says nothing. A key of a caller stands for one message: another message under the same key is not taken, and isRepeat says so.",
        Query =
        [
            new("from", "The originator; empty (`from=`) for the null reverse-path. Without it the header decides."),
            new("to", "A recipient, written as in a To field; `[FAX:+4930123]` too. Without it the header decides.", IsRepeatable: true)
        ],
        Body = new(ContentTypes[0], new JsonObject { ["type"] = "string", ["format"] = "binary" }, ApiBody.AnySize),
        Answer = new(ApiBody.Json, Schemas.Reference("MessageReceipt")),
        Status = StatusCodes.Status202Accepted,
        IsTraffic = true
    };

    private async Task<ApiAnswer> SubmitAsync(ApiCall call)
    {
        if (!ContentTypes.Any(call.HasContentType))
        {
            return ApiAnswer.Of(ErrorCatalogue.UnsupportedContent.With($"Content-Type must be {ContentTypes[0]}"));
        }

        var request = call.Context.Request;
        var from = request.Query.TryGetValue("from", out var given) ? given.ToString() : null;
        IdempotencyKey? key = request.Headers.TryGetValue(KeyHeader, out var keys) ? new(keys.ToString(), SubmitterOf(call.Caller)) : null;
        var receipt = await services.Server.SubmitAsync(request.Body, from, call.QueryList("to"), key, call.Aborted);
        if (receipt.Error is { } error)
        {
            return ApiAnswer.Of(error);
        }

        return ApiAnswer.Of(new JsonObject
        {
            ["id"] = receipt.Id?.ToString(),
            ["recipients"] = receipt.Recipients,
            ["isRepeat"] = receipt.IsRepeat,
            ["warnings"] = new JsonArray([.. receipt.Warnings.Select(warning => JsonValue.Create(Describe(warning)))])
        });
    }

    /// <summary>The keys of one caller are not those of another.</summary>
    private static string? SubmitterOf(Caller caller) =>
        caller.Authentication == AuthenticationMethod.None ? null : $"{caller.Authentication}/{caller.Name}";

    private static string Describe(SubmissionWarning warning) => string.Create(CultureInfo.InvariantCulture, $"{warning.Kind}: {warning.Detail}");
}
