using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Server.Api.Tracking;

/// <summary>What happened to which message.</summary>
internal sealed class TrackingRoute(ApiServices services)
{
    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } = [("TrackingEvent", TrackingDocument.Schema)];

    public ApiRoute Route => new(
        "GET", "/tracking", "Get-MessageTrackingLog", Role.ViewOnly,
        "Tells what happened to messages: the newest rows of message tracking that meet every condition, the newest first.", SearchAsync)
    {
        Query =
        [
            new("server", "Only what happened on this server; all servers otherwise."),
            new("start", "Not older: a time of ISO 8601."),
            new("end", "Older: a time of ISO 8601."),
            new("eventId", "Only this event, such as SEND."),
            new("source", "Only this source, such as GATEWAY."),
            new("sender", "Exactly this address of the sender."),
            new("recipients", "Any of these addresses; a fax number may be given as FAX:+1 425.", IsRepeatable: true),
            new("messageSubject", "This text anywhere in the subject; no wildcards."),
            new("messageId", "The Message-ID, with or without angle brackets."),
            new("internalMessageId", "The number of the message."),
            new("networkMessageId", "The id of the message: 32 hexadecimal digits, with or without hyphens."),
            new("reference", "The reference, such as the Message-ID of a notification."),
            new("transportTrafficType", "Email."),
            new("resultSize", $"How many rows at most, up to {TrackingQuery.LargestSize}. Default: {TrackingFilter.UsualSize}."),
            new("before", "Only rows before the one with this log-id: the next page.")
        ],
        Answer = new(ApiBody.Json, Schemas.Object(
            ("items", Schemas.Array(Schemas.Reference("TrackingEvent"))),
            ("next", Schemas.OptionalText())))
    };

    private async Task<ApiAnswer> SearchAsync(ApiCall call)
    {
        if (!TrackingQuery.TryRead(call, out var filter, out var error))
        {
            return ApiAnswer.Of(error);
        }

        var isKnown = services.Server.TryFindServer(filter.Server, out var server);
        if (filter.Server is not null && isKnown)
        {
            filter = filter with { Server = server };
        }

        var found = await services.Server.SearchTrackingAsync(filter, call.Aborted);
        if (found.Error is { } refusal)
        {
            return ApiAnswer.Of(refusal);
        }

        if (!isKnown && found.Rows.IsEmpty && await MistypedAsync(filter.Server!, call.Aborted) is { } mistyped)
        {
            return ApiAnswer.Of(mistyped);
        }

        // What may follow a full page is asked for; an empty answer to that ends it.
        var next = found.Rows.Length == filter.Size ? found.Rows[^1].LogId?.ToString("D", CultureInfo.InvariantCulture) : null;
        return ApiAnswer.Of(new JsonObject
        {
            ["items"] = new JsonArray([.. found.Rows.Select(TrackingDocument.Show)]),
            ["next"] = next
        });
    }

    /// <summary>Rows of a server that is gone are found under the name that they carry; a name that no row carries is a mistake.</summary>
    private async Task<TransportError?> MistypedAsync(string server, CancellationToken cancellationToken)
    {
        var any = await services.Server.SearchTrackingAsync(new TrackingFilter { Server = server, Size = 1 }, cancellationToken);
        return any is { Error: null, Rows.IsEmpty: true }
            ? ErrorCatalogue.ObjectNotFound.About("transport server", server) with { Parameter = "Server" }
            : any.Error;
    }
}
