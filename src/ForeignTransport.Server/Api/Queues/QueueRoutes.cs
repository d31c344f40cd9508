using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Querying;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Queues;

namespace ForeignTransport.Server.Api.Queues;

/// <summary>The queues of the cluster.</summary>
internal sealed class QueueRoutes(ApiServices services)
{
    private const string Many = "/queues";
    private const string Completeness =
        "Every partition is asked; what does not answer within two seconds is counted in `missingPartitions`, and `partial` is true.";

    private static readonly ImmutableArray<ApiQuery> Selection =
    [
        new("include", "Only these: `Internal`, `External`, `Empty`, or names of delivery types, with commas between.", IsRepeatable: true),
        new("exclude", "Not these; it wins over include.", IsRepeatable: true),
        new("sortOrder", "Properties with `+` or `-` before them and commas between. Identity, ascending, comes last. Default: Identity.", IsRepeatable: true),
        new("resultSize", "How many items at most, or `unlimited` (250000). Default: 1000."),
        new("bookmarkIndex", "The position of the first item, from 1; 2147483647 for the last full page.")
    ];

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("Queue", QueueDocument.Schema),
        ("QueueList", Schemas.Object(
            ("items", Schemas.Array(Schemas.Reference("Queue"))),
            ("total", Schemas.Number("How many there are in all.")),
            ("firstIndex", Schemas.Number("The position of the first one that is shown, from 1; 0 when there is none.")),
            ("partial", Schemas.Flag("True when there may be queues or messages that are not shown.")),
            ("missingPartitions", Schemas.Number("Partitions that did not answer.")),
            ("omittedQueues", Schemas.Number("Queues that partitions left out because they have thousands."))))
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Many, "Get-Queue", Role.ViewOnly, "Lists the queues of the cluster.", GetManyAsync)
        {
            Details = $"Every server shows the same queues with the same numbers, under its own name. {Completeness}",
            Query =
            [
                new("server", "Under whose name. Default: the server that answers."),
                new("filter", "Conditions such as `MessageCount -gt 10 -and Status -eq 'Retry'`."),
                new("timeZone", QueryZone.Meaning),
                .. Selection
            ],
            Answer = new(ApiBody.Json, Schemas.Reference("QueueList"))
        },
        new("GET", Many + "/{identity}", "Get-Queue", Role.ViewOnly, "Shows one queue, or those that share a name.", GetOneAsync)
        {
            Details =
                @"The identity is `Server\number`, `Server\name`, `Server\Submission`, `Server\*`, or one of these without its server. Where it names several queues, "
                + $"the answer is a list. {Completeness}",
            Query = Selection,
            Answer = new(ApiBody.Json, Schemas.Reference("Queue"))
        }
    ];

    private async Task<ApiAnswer> GetManyAsync(ApiCall call)
    {
        var (found, error) = await QueryAsync(call, null);
        return found is null ? ApiAnswer.Of(error!) : List(found);
    }

    private async Task<ApiAnswer> GetOneAsync(ApiCall call)
    {
        if (!QueueIdentity.TryParse(call.Identity, out var identity, out var error))
        {
            return ApiAnswer.Of(error with { Parameter = "Identity" });
        }

        var (found, refusal) = await QueryAsync(call, call.Identity);
        if (found is null)
        {
            return ApiAnswer.Of(refusal!);
        }

        var named = found.All.Count(identity.Names);
        if (named == 0 && identity.Kind != QueueIdentityKind.All)
        {
            return ApiAnswer.Of(found.Snapshot.IsPartial
                ? ErrorCatalogue.PartitionsDoNotAnswer.With(string.Create(
                    CultureInfo.InvariantCulture, $"{found.Snapshot.Missing} of {found.Snapshot.Partitions} partitions"))
                : ErrorCatalogue.ObjectNotFound.About("queue", call.Identity) with { Parameter = "Identity" });
        }

        return named == 1 && found.Page.Items is [var queue] ? ApiAnswer.Of(QueueDocument.Of(queue)) : List(found);
    }

    private async Task<(Found? Found, TransportError? Error)> QueryAsync(ApiCall call, string? identity)
    {
        if (!QueryZone.TryParse(call.Query("timeZone"), out var zone, out var unknown))
        {
            return (null, unknown);
        }

        int? bookmark = null;
        if (call.Query("bookmarkIndex") is { } position)
        {
            if (!int.TryParse(position, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            {
                return (null, ErrorCatalogue.InvalidParameter.About("BookmarkIndex", position) with { Parameter = "BookmarkIndex" });
            }

            bookmark = index;
        }

        var text = new QueueQueryText
        {
            Identity = identity,
            Server = identity is null ? call.Query("server") : null,
            Filter = identity is null ? call.Query("filter") : null,
            Include = call.QueryList("include"),
            Exclude = call.QueryList("exclude"),
            SortOrder = call.QueryList("sortOrder"),
            ResultSize = call.Query("resultSize"),
            BookmarkIndex = bookmark
        };
        if (!QueueQuery.TryParse(text, zone, out var query, out var error))
        {
            return (null, error);
        }

        if (!services.Server.TryFindServer(query.Server, out var server))
        {
            return (null, ErrorCatalogue.ObjectNotFound.About("transport server", query.Server!) with { Parameter = "Server" });
        }

        if (await services.Server.GetQueuesAsync(call.Aborted) is not { } snapshot)
        {
            return (null, ErrorCatalogue.OrganizationAway.With("this server has not joined yet"));
        }

        var all = snapshot.ViewsOf(server);
        return (new Found(snapshot, all, query.Select(all)), null);
    }

    private static ApiAnswer List(Found found) => ApiAnswer.Of(new JsonObject
    {
        ["items"] = new JsonArray([.. found.Page.Items.Select(QueueDocument.Of)]),
        ["total"] = found.Page.Total,
        ["firstIndex"] = found.Page.FirstIndex,
        ["partial"] = found.Snapshot.IsPartial,
        ["missingPartitions"] = found.Snapshot.Missing,
        ["omittedQueues"] = found.Snapshot.Omitted
    });

    private sealed record Found(QueuesSnapshot Snapshot, ImmutableArray<QueueView> All, Page<QueueView> Page);
}
