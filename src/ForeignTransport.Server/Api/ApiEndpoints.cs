using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Http;
using ForeignTransport.Transport.Storage.Access;
using Microsoft.AspNetCore.Http.Features;

namespace ForeignTransport.Server.Api;

/// <summary>Maps the operations of the API, and answers for what they have in common: sizes, revisions, errors.</summary>
internal sealed class ApiEndpoints(ApiServices services)
{
    /// <summary>Adds every route of the table.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in ApiRoutes.All(services))
        {
            routes.MapMethods(ApiRoutes.BasePath + route.Path, Answer.MethodsOf(route.Method), context => HandleAsync(context, route)).RequireRole(route.Role);
        }
    }

    private async Task HandleAsync(HttpContext context, ApiRoute route)
    {
        var most = route.Body?.MaxBytes ?? HttpHost.MaxBodySize;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (context.Request.ContentLength > most)
        {
            await Problem.AnswerAsync(context, ErrorCatalogue.RequestTooLarge.With(""));
            return;
        }

        context.Request.Body = new StallGuard(context.Request.Body, most, TimeProvider.System);
        switch (Preconditions.TryRead(context.Request, route, out var preconditions, out var error)
            ? await RunAsync(new ApiCall(context, route, preconditions), route)
            : ApiAnswer.Of(error))
        {
            case ApiAnswer.Refused refused:
                await Problem.AnswerAsync(context, refused.Error);
                break;
            case ApiAnswer.Json json:
                await AnswerAsync(context, route, json);
                break;
            case ApiAnswer.Written:
                break;
            default:
                throw new InvalidOperationException("An answer of an unknown kind.");
        }
    }

    private async Task<ApiAnswer> RunAsync(ApiCall call, ApiRoute route)
    {
        // Passed over, it would be a condition that the caller believes in: ?what-if=true would do what it was to rehearse.
        if (call.QueryNames.FirstOrDefault(name => !route.Knows(name)) is { } unknown)
        {
            return ApiAnswer.Of(ErrorCatalogue.UnknownParameter.About("", unknown) with { Parameter = unknown });
        }

        foreach (var query in route.Query)
        {
            if (query.IsRequired && call.Query(query.Name) is null)
            {
                return ApiAnswer.Of(ErrorCatalogue.MissingParameter.With(query.Name) with { Parameter = query.Name });
            }
        }

        return route.IsAudited && !call.WhatIf ? await RecordAsync(call, route) : await route.Handle(call);
    }

    /// <summary>Carries out what changes something, between the two halves of its entry in the audit log.</summary>
    private async Task<ApiAnswer> RecordAsync(ApiCall call, ApiRoute route)
    {
        if (route.Body?.ContentType == ApiBody.Json && await call.ReadJsonAsync() is { Error: { } malformed })
        {
            return ApiAnswer.Of(malformed);
        }

        var act = await services.Access.Audit.BeginAsync(call.Context, call.CmdletName, call.Target, call.AuditParameters());
        ApiAnswer answer;
        try
        {
            answer = await route.Handle(call);
        }
        catch (Exception cause)
        {
            // Whether anything was changed nobody knows here: the entry stays without an outcome when the caller went away, or the database did not say
            // whether it has a token; it says what broke otherwise.
            if (cause is not (OperationCanceledException or AccessStoreException))
            {
                await act.CompleteAsync(new AuditOutcome(false, null, null, cause.GetType().Name));
            }

            throw;
        }

        switch (answer)
        {
            case ApiAnswer.Refused { Error: var error } when error.Entry == ErrorCatalogue.OrganizationUnanswered || error.Entry == ErrorCatalogue.CommandOutcomeUnknown:
                // Asked, and not answered: the change may have been made.
                break;
            case ApiAnswer.Refused { Error: var error }:
                await act.CompleteAsync(new AuditOutcome(false, null, null, error.ToString()));
                break;
            default:
                await act.CompleteAsync(new AuditOutcome(true, answer.Before, answer.After, null) { Objects = answer.Objects, FoundBy = answer.FoundBy });
                break;
        }

        return answer;
    }

    private static async Task AnswerAsync(HttpContext context, ApiRoute route, ApiAnswer.Json json)
    {
        if (json.Revision is { } revision)
        {
            context.Response.Headers.ETag = $"\"{revision}\"";
            if (HttpMethods.IsGet(route.Method)
                && context.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag.Value == $"\"{revision}\""))
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        if (json.Location is { } location)
        {
            context.Response.Headers.Location = ApiRoutes.BasePath + location;
        }

        await JsonAnswer.WriteAsync(context, json.Status ?? route.Status, json.Document, ApiBody.Json);
    }
}
