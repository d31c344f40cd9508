using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>Reads and changes objects of the organization.</summary>
internal sealed class OrganizationWrites(ApiServices services)
{
    /// <summary>How long the change itself may take, from one who answered a moment ago.</summary>
    private static readonly TimeSpan ChangePatience = TimeSpan.FromSeconds(10);

    /// <summary>The configuration as this server knows it.</summary>
    public (OrganizationState? State, TransportError? Error) Read() => services.Server.Organization is { } state
        ? (state, null)
        : (null, ErrorCatalogue.OrganizationAway.With("this server has not joined yet"));

    /// <summary>Carries a command out, or says what it would do, and answers with the object that it is about.</summary>
    /// <param name="call">The request: its revision and its what-if count.</param>
    /// <param name="command">The command.</param>
    /// <param name="kind">Which of the changed objects is the one that is meant.</param>
    /// <param name="present">The object when nothing changes; null for a command that removes.</param>
    /// <param name="location">Where a created object is; null for one that creates nothing.</param>
    public async Task<ApiAnswer> ChangeAsync(
        ApiCall call, OrganizationCommand command, ObjectKind kind, Func<OrganizationState, ObjectDocument?>? present = null,
        Func<string, string>? location = null)
    {
        var before = services.Server.Organization;
        var (changed, error) = await AskAsync(call, command);
        if (changed is null)
        {
            return ApiAnswer.Of(error!);
        }

        var change = CommandTarget.ChangeOf(before, command, changed.Changes, kind);
        var after = change is not null ? change.After : services.Server.Organization is { } state ? present?.Invoke(state) : null;
        return new ApiAnswer.Json(Written(after is null ? null : Show(after), changed, call.WhatIf))
        {
            Revision = after?.Revision,
            Status = call.WhatIf ? StatusCodes.Status200OK : null,
            Location = after is not null && !call.WhatIf ? location?.Invoke(after.Identity) : null
        }.With(change is null ? changed.Changes : [change, .. changed.Changes.Where(other => other != change)]);
    }

    /// <summary>Hands a command to the organization; an error when it is refused, or when nobody answers.</summary>
    /// <remarks>
    /// A change is said once: repeated, it could be made twice. So it is asked first what it would do, as often as it takes until somebody
    /// answers, and only then said.
    /// </remarks>
    public async Task<(OrganizationMessages.Changed? Changed, TransportError? Error)> AskAsync(ApiCall call, OrganizationCommand command)
    {
        var rehearsal = new OrganizationMessages.Change(command) { Revision = call.Revision, WhatIf = true };
        var organization = new OrganizationCaller(services.Server.ChangeAsync, TimeProvider.System);
        if (await organization.RepeatAsync(rehearsal, call.Aborted) is not var (would, _))
        {
            return (null, ErrorCatalogue.OrganizationAway.With("nothing was changed"));
        }

        if (would.Error is { } refusal)
        {
            return (null, refusal);
        }

        if (call.WhatIf)
        {
            return (would, null);
        }

        return await organization.SayAsync(rehearsal with { WhatIf = false }, ChangePatience, call.Aborted) switch
        {
            null => (null, ErrorCatalogue.OrganizationUnanswered.With("look at the object before you repeat the change")),
            { Error: { } late } => (null, late),
            { } changed => (changed, null)
        };
    }

    /// <summary>The body of the answer to a change (<see cref="AnswerTo"/>).</summary>
    public static JsonObject Written(JsonObject? shown, OrganizationMessages.Changed changed, bool whatIf) =>
        Written(shown, !changed.Changes.IsEmpty && !whatIf, whatIf, changed.Warnings);

    /// <summary>The same of a change to something that is not of the organization.</summary>
    public static JsonObject Written(JsonObject? shown, bool changed, bool whatIf, IEnumerable<string> warnings) => new()
    {
        ["object"] = shown,
        ["changed"] = changed,
        ["whatIf"] = whatIf,
        ["warnings"] = new JsonArray([.. warnings.Select(warning => JsonValue.Create(warning))])
    };

    /// <summary>An object with its revision.</summary>
    public static JsonObject Show(ObjectDocument document)
    {
        var json = JsonNode.Parse(document.Json)!.AsObject();
        json["etag"] = document.Revision;
        return json;
    }

    /// <summary>The answer that is one object.</summary>
    public static ApiAnswer One(ObjectDocument document) => new ApiAnswer.Json(Show(document)) { Revision = document.Revision };

    /// <summary>The answer to a read of what does not exist.</summary>
    public static ApiAnswer NotFound(string kind, string identity) =>
        ApiAnswer.Of(ErrorCatalogue.ObjectNotFound.About(kind, identity));

    /// <summary>The answer that is a part of a list, ordered by name.</summary>
    public static ApiAnswer Many(ApiCall call, IEnumerable<ObjectDocument> documents)
    {
        if (!Page.TryRead(call, out var page, out var error))
        {
            return ApiAnswer.Of(error!);
        }

        var all = documents.OrderBy(document => document.Identity, StringComparer.OrdinalIgnoreCase).ToList();
        return ApiAnswer.Of(page.Cut(all.Select(Show), all.Count));
    }

    /// <summary>The schema of the answer to a change.</summary>
    public static ApiBody AnswerTo(string schema) => new(ApiBody.Json, Schemas.Object(
        ("object", new JsonObject { ["anyOf"] = new JsonArray(Schemas.Reference(schema), new JsonObject { ["type"] = "null" }) }),
        ("changed", Schemas.Flag("False when everything was so already, and for whatIf.")),
        ("whatIf", Schemas.Flag("True when nothing was changed because the request asked only what would be.")),
        ("warnings", Schemas.Array(Schemas.Text(), "What the administrator should know."))));
}
