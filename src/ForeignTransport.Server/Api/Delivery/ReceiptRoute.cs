using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api.Delivery;

/// <summary>Gateways say what became of drop files (docs/receipts.md).</summary>
internal sealed class ReceiptRoute(ApiServices services)
{
    private const string Delivered = "Delivered";
    private const string Failed = "Failed";

    private static readonly string[] Allowed = ["Outcome", "Reason"];

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
        var (given, error) = await call.ReadChangesAsync();
        if (given is null)
        {
            return ApiAnswer.Of(error!);
        }

        if (given.Values.Keys.FirstOrDefault(name => !Allowed.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            return ApiAnswer.Of(ErrorCatalogue.UnknownParameter.About("", unknown) with { Parameter = unknown });
        }

        if (given.Values.GetValueOrDefault("Outcome") is not ParameterValue.Scalar { Text: Delivered or Failed } outcome)
        {
            return ApiAnswer.Of(ErrorCatalogue.InvalidRequest.With($"outcome must be {Delivered} or {Failed}") with { Parameter = "outcome" });
        }

        if (given.Values.GetValueOrDefault("Reason", ParameterValue.Null) is not ParameterValue.Scalar reason)
        {
            return ApiAnswer.Of(ErrorCatalogue.InvalidRequest.With("reason must be text") with { Parameter = "reason" });
        }

        var refusal = await services.Server.TakeReceiptAsync(call.Identity, outcome.Text == Delivered, reason.Text?.Split('\n')[0], call.Aborted);
        return refusal is not null
            ? ApiAnswer.Of(refusal)
            : ApiAnswer.Of(new JsonObject { ["file"] = call.Identity, ["outcome"] = outcome.Text });
    }
}
