using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api.Delivery;

/// <summary>Gateways say what became of drop files (docs/receipts.md).</summary>
internal sealed class ReceiptRoute(ApiServices services)
{
    private const string Delivered = "Delivered";
    private const string Failed = "Failed";

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("Receipt", Schemas.Object(
            ("outcome", Schemas.Choice("What became of the file.", Delivered, Failed)),
            ("reason", Schemas.OptionalText("Why it failed; its first 300 characters reach the sender.")))),
        ("RecordedReceipt", Schemas.Object(("file", Schemas.Text()), ("outcome", Schemas.Choice("", Delivered, Failed))))
    ];

    public ApiRoute Route => new(
        "POST", "/receipts/{identity}", "Send-TransportReceipt", Role.Operator,
        "Confirms a file of a Drop directory: its recipients are delivered, or failed.", TakeAsync)
    {
        Details = "The identity is the name that the file had, with .eml. Answered when the outcome is durable. Sent again it answers 404: nothing waits for it any more. "
            + "Only for connectors whose ReceiptMode is not None.",
        Body = new(ApiBody.Json, Schemas.Reference("Receipt")),
        Answer = new(ApiBody.Json, Schemas.Reference("RecordedReceipt")),
        IsTraffic = true
    };

    private async Task<ApiAnswer> TakeAsync(ApiCall call)
    {
        var (body, error) = await call.ReadJsonAsync();
        if (error is not null)
        {
            return ApiAnswer.Of(error);
        }

        if (body.RootElement is not { ValueKind: JsonValueKind.Object } receipt
            || !receipt.TryGetProperty("outcome", out var outcome) || outcome.ValueKind != JsonValueKind.String
            || outcome.GetString() is not (Delivered or Failed))
        {
            return ApiAnswer.Of(ErrorCatalogue.InvalidRequest.With($"outcome must be {Delivered} or {Failed}") with { Parameter = "outcome" });
        }

        var reason = receipt.TryGetProperty("reason", out var given) ? given : default;
        if (reason.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String))
        {
            return ApiAnswer.Of(ErrorCatalogue.InvalidRequest.With("reason must be text") with { Parameter = "reason" });
        }

        var refusal = await services.Server.TakeReceiptAsync(
            call.Identity, outcome.GetString() == Delivered, reason.ValueKind == JsonValueKind.String ? reason.GetString()!.Split('\n')[0] : null, call.Aborted);
        return refusal is not null
            ? ApiAnswer.Of(refusal)
            : ApiAnswer.Of(new JsonObject { ["file"] = call.Identity, ["outcome"] = outcome.GetString() });
    }
}
