using System.Globalization;
using System.Net;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Http;
using ForeignTransport.Transport.Storage.Access;
using Microsoft.Extensions.Primitives;

namespace ForeignTransport.Server.Access;

/// <summary>
/// Lets a request through to its route when its caller may use it, and puts the caller into the request. Everything but routes that
/// are open to anyone passes here, also what has no route: nobody learns without a token what there is.
/// </summary>
/// <remarks>
/// Where nobody is asked who he is, only this machine can connect, and a browser on this machine is the way in that is left: browsers mark what pages
/// send, and no page may change anything. Where everybody is asked, a page has nothing to show: the token is in a header that browsers do not
/// add by themselves, and there are no CORS headers that let a page add it.
/// </remarks>
/// <param name="authenticator">Checks tokens; null when nobody is asked.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Takes a line about what an operator should know.</param>
internal sealed class AccessControl(Authenticator? authenticator, TimeProvider time, Action<string> log)
{
    private const string Challenge = "Bearer realm=\"ForeignTransport\"";
    private const string Scheme = "Bearer ";

    private readonly AttemptLimit _limit = new();

    /// <summary>Asks nobody: for a loopback address.</summary>
    public static AccessControl Open { get; } = new(null, TimeProvider.System, _ => { });

    /// <summary>True when callers must show who they are.</summary>
    public bool IsRequired => authenticator is not null;

    /// <summary>The middleware.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (RoleOf(context.GetEndpoint()) is not { } role)
        {
            await next(context);
            return;
        }

        var (caller, status, refusal) = authenticator is null ? Local(context.Request) : await AuthenticateAsync(context, authenticator, role);
        if (caller is null)
        {
            await AccessAnswer.RefuseAsync(context, status, refusal!);
            return;
        }

        context.Features.Set(new CallerFeature(caller));
        try
        {
            await next(context);
        }
        catch (AccessStoreException unavailable) when (!context.Response.HasStarted)
        {
            log($"{context.Request.Method} {AuditText.Of(context.Request.Path)} by {caller.Name} was not done: {unavailable.Message}");
            await AccessAnswer.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, unavailable.Error.Entry.With(""));
        }
    }

    /// <summary>What is needed; null for a route that is open to anyone.</summary>
    /// <remarks>What is no route of ours is what the framework answers instead of one, such as 405: that is no more than there being no route.</remarks>
    private static Role? RoleOf(Endpoint? endpoint) =>
        endpoint is RouteEndpoint ? (endpoint.Metadata.GetMetadata<RequiredRole>() ?? RequiredRole.Unsaid).Role : Role.ViewOnly;

    private static (Caller? Caller, int Status, TransportError? Refusal) Local(HttpRequest request) =>
        IsWrite(request.Method) && IsFromPage(request)
            ? (null, StatusCodes.Status403Forbidden, ErrorCatalogue.RequestFromPage.With(""))
            : (Caller.Local, default, null);

    private async Task<(Caller? Caller, int Status, TransportError? Refusal)> AuthenticateAsync(HttpContext context, Authenticator tokens, Role role)
    {
        if (TokenOf(context.Request) is not { } token)
        {
            context.Response.Headers.WWWAuthenticate = Challenge;
            return (null, StatusCodes.Status401Unauthorized, ErrorCatalogue.AuthenticationFailed.With(""));
        }

        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (_limit.Wait(address, time.GetUtcNow()) is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return (null, StatusCodes.Status429TooManyRequests, ErrorCatalogue.TooManyAttempts.With(""));
        }

        switch (await tokens.CheckAsync(token, context.RequestAborted))
        {
            case Authentication.Succeeded { Caller: var caller }:
                _limit.Succeed(address);
                return caller.Has(role) ? (caller, default, null) : Forbidden($"This needs the role {role}; {caller.Name} is {caller.Role}.");
            case Authentication.WithoutRole { Name: var name }:
                _limit.Succeed(address);
                return Forbidden($"This needs the role {role}; {name} has none.");
            case Authentication.Unavailable { Reason: var reason }:
                log($"Whether a token is valid cannot be found out: {reason}");
                context.Response.Headers.RetryAfter = "5";
                return (null, StatusCodes.Status503ServiceUnavailable, ErrorCatalogue.AuthenticationUnavailable.With(""));
            case Authentication.Failed { Reason: var reason, IsGuess: var isGuess }:
                if (isGuess)
                {
                    _limit.Fail(address, time.GetUtcNow());
                }

                log($"A token from {address} is refused on {context.Request.Method} {AuditText.Of(context.Request.Path)}: {reason}");
                context.Response.Headers.WWWAuthenticate = $"{Challenge}, error=\"invalid_token\"";
                // Which of the three is in the log of the server, not for whoever guesses.
                return (null, StatusCodes.Status401Unauthorized, ErrorCatalogue.AuthenticationFailed.With("The token is not valid: unknown, removed or expired."));
            default:
                throw new InvalidOperationException("An authentication of an unknown kind.");
        }
    }

    private static (Caller? Caller, int Status, TransportError? Refusal) Forbidden(string detail) =>
        (null, StatusCodes.Status403Forbidden, ErrorCatalogue.RoleInsufficient.With(detail));

    /// <summary>RFC 6750 section 2.1. Tokens in forms and addresses are not looked at: those end up in logs.</summary>
    private static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : null;

    private static bool IsWrite(string method) => !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method));

    private static bool IsFromPage(HttpRequest request) =>
        !StringValues.IsNullOrEmpty(request.Headers.Origin) || request.Headers.ContainsKey("Sec-Fetch-Site");
}
