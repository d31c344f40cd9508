using System.Collections.Immutable;
using System.Globalization;
using System.Net.Mime;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Server.Http;
using ForeignTransport.Transport.Queues;

namespace ForeignTransport.Server.Api.Queues;

/// <summary>The messages in the queues of the cluster.</summary>
internal sealed class QueuedMessageRoutes(ApiServices services)
{
    private const string Many = "/messages";
    private const string One = Many + "/{identity}";
    private const string Completeness =
        "Every partition is asked; what does not answer within two seconds is counted in `missingPartitions`, and `partial` is true.";

    private static readonly ImmutableArray<ApiQuery> Selection =
    [
        new("includeRecipientInfo", "`true` shows the recipients of each message too."),
        new("sortOrder", "Properties with `+` or `-` before them and commas between. The number and the queue come last. Default: the number.", IsRepeatable: true),
        new("resultSize", "How many items at most, or `unlimited` (250000). Default: 1000."),
        new("bookmarkIndex", "The position of the first item, from 1; 2147483647 for the last full page."),
        new("bookmarkObject", "The identity of the message at which the page begins."),
        new("includeBookmark", "`false` leaves the bookmark itself out. Default: true."),
        new("searchForward", "`false` for the page that ends at the bookmark. Default: true.")
    ];

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("QueuedMessage", MessageDocument.Schema),
        ("QueuedMessageList", Schemas.Object(
            ("items", Schemas.Array(Schemas.Reference("QueuedMessage"))),
            ("total", Schemas.Number("How many there are in all.")),
            ("firstIndex", Schemas.Number("The position of the first one that is shown, from 1; 0 when there is none.")),
            ("partial", Schemas.Flag("True when there may be messages that are not shown.")),
            ("missingPartitions", Schemas.Number("Partitions that did not answer."))))
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Many, "Get-Message", Role.ViewOnly, "Lists the messages in the queues of the cluster.", GetManyAsync)
        {
            Details = "A message with recipients in several queues is listed once for each, with the same number. " + Completeness,
            Query =
            [
                new("server", "Under whose name. Default: the server that answers."),
                new("queue", @"Only of this queue: an identity of a queue, whose name may hold `*`. Default: all."),
                new("filter", "Conditions such as `FromAddress -like '*@contoso.com' -and Size -gt 1MB`."),
                new("timeZone", QueryZone.Meaning),
                .. Selection
            ],
            Answer = new(ApiBody.Json, Schemas.Reference("QueuedMessageList"))
        },
        new("GET", One, "Get-Message", Role.ViewOnly, "Shows one message, or its copies in several queues.", GetOneAsync)
        {
            Details = @"The identity is `Server\Queue\number`, `Server\*\number` or `number`. Where it names several copies, the answer is a list. " + Completeness,
            Query = Selection,
            Answer = new(ApiBody.Json, Schemas.Reference("QueuedMessage"))
        },
        new("GET", One + "/content", "Export-Message", Role.Operator, "Shows a suspended message as a file for a Replay directory.", ExportAsync)
        {
            Details = "With the recipients that it still has in that queue. It stays in the queue. Recorded in the audit log.",
            Answer = new(MediaTypeNames.Application.Octet, new JsonObject { ["type"] = "string", ["format"] = "binary" }),
            ReadsMail = true
        }
    ];

    /// <summary>The parameters of a query, as they were given.</summary>
    public static (MessageQueryText Text, TransportError? Error) Read(string? identity, Func<string, string?> query, Func<string, IReadOnlyList<string>> list)
    {
        var text = new MessageQueryText
        {
            Identity = identity,
            Server = identity is null ? query("server") : null,
            Queue = identity is null ? query("queue") : null,
            Filter = identity is null ? query("filter") : null,
            SortOrder = list("sortOrder"),
            ResultSize = query("resultSize"),
            BookmarkObject = query("bookmarkObject")
        };
        if (query("bookmarkIndex") is { } position)
        {
            if (!int.TryParse(position, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            {
                return (text, ErrorCatalogue.InvalidParameter.About("BookmarkIndex", position) with { Parameter = "BookmarkIndex" });
            }

            text = text with { BookmarkIndex = index };
        }

        var flags = new Dictionary<string, bool> { ["includeRecipientInfo"] = false, ["includeBookmark"] = true, ["searchForward"] = true };
        foreach (var name in flags.Keys.ToList())
        {
            if (query(name) is not { } value)
            {
                continue;
            }

            if (!bool.TryParse(value, out var flag))
            {
                var parameter = $"{char.ToUpperInvariant(name[0])}{name[1..]}";
                return (text, ErrorCatalogue.InvalidParameter.With($"{parameter}: allowed is true or false") with { Parameter = parameter });
            }

            flags[name] = flag;
        }

        return (text with
        {
            IncludeRecipientInfo = flags["includeRecipientInfo"],
            IncludeBookmark = flags["includeBookmark"],
            SearchForward = flags["searchForward"]
        }, null);
    }

    private async Task<ApiAnswer> GetManyAsync(ApiCall call)
    {
        var (found, error) = await QueryAsync(call, null);
        return found is null ? ApiAnswer.Of(error!) : await ListAsync(call, found);
    }

    private async Task<ApiAnswer> GetOneAsync(ApiCall call)
    {
        var (found, error) = await QueryAsync(call, call.Identity);
        return found switch
        {
            null => ApiAnswer.Of(error!),
            { Page.Total: 0 } => ApiAnswer.Of(found.IsPartial
                ? ErrorCatalogue.PartitionsDoNotAnswer.With(string.Create(CultureInfo.InvariantCulture, $"{found.Missing} of {found.Partitions} partitions"))
                : ErrorCatalogue.ObjectNotFound.About("message", call.Identity) with { Parameter = "Identity" }),
            { Page: { Total: 1, Items: [var message] } } => ApiAnswer.Of(MessageDocument.Of(message)),
            _ => await ListAsync(call, found)
        };
    }

    private async Task<ApiAnswer> ExportAsync(ApiCall call)
    {
        if (!MessageIdentity.TryParse(call.Identity, out var identity, out var error))
        {
            return ApiAnswer.Of(error with { Parameter = "Identity" });
        }

        // Set before the first byte of it; an answer that is a problem sets its own.
        call.Context.Response.ContentType = MediaTypeNames.Application.Octet;
        return await services.Server.ExportMessageAsync(identity, call.Context.Response.Body, call.Aborted) switch
        {
            null => ApiAnswer.Of(ErrorCatalogue.OrganizationAway.With("this server has not joined yet")),
            { Error: { } refusal } => ApiAnswer.Of(refusal),
            var export => new ApiAnswer.Written
            {
                FoundBy = export.Message is { } message ? [message.Identity.ToString()] : [],
                After = new JsonObject { ["identity"] = export.Message?.Identity.ToString(), ["bytes"] = export.Length }.ToJsonString()
            }
        };
    }

    private async Task<(MessagesSnapshot? Found, TransportError? Error)> QueryAsync(ApiCall call, string? identity)
    {
        var (text, wrong) = Read(identity, call.Query, call.QueryList);
        if (wrong is not null)
        {
            return (null, wrong);
        }

        if (!QueryZone.TryParse(call.Query("timeZone"), out var zone, out var error) || !MessageQuery.TryParse(text, zone, out var query, out error))
        {
            return (null, error);
        }

        if (!services.Server.TryFindServer(query.Server, out var server))
        {
            return (null, ErrorCatalogue.ObjectNotFound.About("transport server", query.Server!) with { Parameter = "Server" });
        }

        return await services.Server.GetMessagesAsync(query, server, call.Aborted) is { } snapshot
            ? (snapshot, null)
            : (null, ErrorCatalogue.OrganizationAway.With("this server has not joined yet"));
    }

    private static async Task<ApiAnswer> ListAsync(ApiCall call, MessagesSnapshot found)
    {
        await JsonAnswer.WriteListAsync(
            call.Context,
            found.Page.Items.Select(MessageDocument.Of),
            [("total", found.Page.Total), ("firstIndex", found.Page.FirstIndex), ("partial", found.IsPartial), ("missingPartitions", found.Missing)],
            ApiBody.Json);
        return new ApiAnswer.Written();
    }
}
