using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>The five routes that objects of one kind have: list, show, create, change, remove. What differs is said by whoever makes them.</summary>
/// <param name="services">Null when the routes are only described.</param>
/// <param name="kind">The kind.</param>
/// <param name="many">The path of the list.</param>
/// <param name="noun">The noun of its cmdlets, and the name of its document.</param>
/// <param name="words">What an object is called in a sentence.</param>
/// <param name="find">The object of an identity; null when there is none.</param>
internal sealed class ObjectRoutes(
    ApiServices services, ObjectKind kind, string many, string noun, string words, Func<OrganizationState, string, ObjectDocument?> find)
{
    private readonly OrganizationWrites _organization = new(services);
    private readonly string _one = many + "/{identity}";

    /// <summary>Lists them.</summary>
    public ApiRoute List(string summary, Func<OrganizationState, IEnumerable<ObjectDocument>> all) =>
        List(summary, (call, state) => OrganizationWrites.Many(call, all(state)));

    /// <summary>Lists them, in a way of its own.</summary>
    public ApiRoute List(string summary, Func<ApiCall, OrganizationState, ApiAnswer> answer) =>
        new("GET", many, $"Get-{noun}", Role.ViewOnly, summary, call => ReadAsync(state => answer(call, state)))
        {
            Query = [.. Page.Query],
            Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference(noun)))
        };

    /// <summary>Shows one.</summary>
    public ApiRoute Show(string summary) =>
        new("GET", _one, $"Get-{noun}", Role.ViewOnly, summary, call => ReadAsync(state =>
            find(state, call.Identity) is { } found ? OrganizationWrites.One(found) : OrganizationWrites.NotFound(words, call.Identity)))
        {
            Answer = new(ApiBody.Json, Schemas.Reference(noun)),
            HasRevision = true
        };

    /// <summary>Creates one.</summary>
    /// <param name="summary">What it does.</param>
    /// <param name="body">The schema of the body.</param>
    /// <param name="command">What the body commands, or what is wrong with it.</param>
    public ApiRoute Create(string summary, JsonObject body, Func<ParameterChanges, (OrganizationCommand? Command, TransportError? Error)> command) =>
        new("POST", many, $"New-{noun}", Role.Administrator, summary, call => WriteAsync(
            call, (_, given) => command(given), present: null, name => $"{many}/{Uri.EscapeDataString(name)}"))
        {
            Body = new(ApiBody.Json, body),
            Answer = OrganizationWrites.AnswerTo(noun),
            Status = StatusCodes.Status201Created,
            HasWhatIf = true
        };

    /// <summary>Changes one.</summary>
    /// <param name="summary">What it does.</param>
    /// <param name="body">The schema of the body.</param>
    /// <param name="command">What identity and body command, or what is wrong with them.</param>
    public ApiRoute Change(string summary, JsonObject body, Func<string, ParameterChanges, (OrganizationCommand? Command, TransportError? Error)> command) =>
        new("PATCH", _one, $"Set-{noun}", Role.Administrator, summary, call => WriteAsync(
            call, command, state => find(state, call.Identity), location: null))
        {
            Body = new(ApiBody.Json, body),
            Answer = OrganizationWrites.AnswerTo(noun),
            HasRevision = true,
            HasWhatIf = true
        };

    /// <summary>Removes one.</summary>
    public ApiRoute Remove(string summary, Func<string, OrganizationCommand> command) =>
        new("DELETE", _one, $"Remove-{noun}", Role.Administrator, summary, call => _organization.ChangeAsync(call, command(call.Identity), kind))
        {
            Answer = OrganizationWrites.AnswerTo(noun),
            HasRevision = true,
            HasWhatIf = true
        };

    private Task<ApiAnswer> ReadAsync(Func<OrganizationState, ApiAnswer> answer)
    {
        var (state, error) = _organization.Read();
        return Task.FromResult(state is null ? ApiAnswer.Of(error!) : answer(state));
    }

    private async Task<ApiAnswer> WriteAsync(
        ApiCall call, Func<string, ParameterChanges, (OrganizationCommand? Command, TransportError? Error)> command,
        Func<OrganizationState, ObjectDocument?>? present, Func<string, string>? location)
    {
        var (given, unreadable) = await call.ReadChangesAsync();
        if (given is null)
        {
            return ApiAnswer.Of(unreadable!);
        }

        var (commanded, error) = command(location is null ? call.Identity : "", given);
        return commanded is null ? ApiAnswer.Of(error!) : await _organization.ChangeAsync(call, commanded, kind, present, location);
    }
}
