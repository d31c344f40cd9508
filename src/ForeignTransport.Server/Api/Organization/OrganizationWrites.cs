using System.Text.Json.Nodes;
using Akka.Actor;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>Reads and changes objects of the organization.</summary>
internal sealed class OrganizationWrites(ApiServices services)
{
    /// <summary>The singleton moves within the time of a failover; longer is an answer of its own.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

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
        var (changed, error) = await AskAsync(call, command);
        if (changed is null)
        {
            return ApiAnswer.Of(error!);
        }

        var change = changed.Changes.LastOrDefault(change => change.Kind == kind);
        var after = change is not null ? change.After : services.Server.Organization is { } state ? present?.Invoke(state) : null;
        var answer = new JsonObject
        {
            ["object"] = after is null ? null : Show(after),
            ["changed"] = !changed.Changes.IsEmpty && !call.WhatIf,
            ["whatIf"] = call.WhatIf,
            ["warnings"] = new JsonArray([.. changed.Warnings.Select(warning => JsonValue.Create(warning))])
        };
        return new ApiAnswer.Json(answer)
        {
            Revision = after?.Revision,
            Status = call.WhatIf ? StatusCodes.Status200OK : null,
            Location = after is not null && !call.WhatIf ? location?.Invoke(after.Identity) : null
        }.With(changed.Changes);
    }

    /// <summary>Hands a command to the organization; an error when it is refused, or when nobody answers.</summary>
    public async Task<(OrganizationMessages.Changed? Changed, TransportError? Error)> AskAsync(ApiCall call, OrganizationCommand command)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted);
        patience.CancelAfter(Patience);
        try
        {
            var changed = await services.Server.ChangeAsync(
                new OrganizationMessages.Change(command) { Revision = call.Revision, WhatIf = call.WhatIf }, patience.Token);
            return changed.Error is { } refusal ? (null, refusal) : (changed, null);
        }
        catch (Exception away) when (away is AskTimeoutException or OperationCanceledException && !call.Aborted.IsCancellationRequested)
        {
            return (null, ErrorCatalogue.OrganizationAway.With("whether the change was made is not known; look before you repeat it"));
        }
    }

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
