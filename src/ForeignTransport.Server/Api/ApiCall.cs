using System.Net.Mime;
using System.Text.Json;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Access;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace ForeignTransport.Server.Api;

/// <summary>A request, as an operation reads it.</summary>
internal sealed class ApiCall(HttpContext context, ApiRoute route, Preconditions preconditions)
{
    private JsonDocument? _body;

    public HttpContext Context => context;

    /// <summary>Who asks.</summary>
    public Caller Caller => context.Caller();

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>The object that the path names.</summary>
    public string Identity { get; } = PathIdentity.Decode(
        (string?)context.GetRouteValue("identity") ?? "", route.Path, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);

    /// <summary>True when nothing shall be changed.</summary>
    public bool WhatIf => preconditions.WhatIf;

    /// <summary>The revision of If-Match; null when there is none, or it is <c>*</c>.</summary>
    public string? Revision => preconditions.Revision;

    /// <summary>A parameter of the query; null when it is absent or empty.</summary>
    public string? Query(string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The names of the parameters of the query.</summary>
    public IEnumerable<string> QueryNames => context.Request.Query.Keys;

    /// <summary>Every value of a parameter of the query.</summary>
    public IReadOnlyList<string> QueryList(string name) => [.. context.Request.Query[name].OfType<string>().Where(text => text.Length > 0)];

    /// <summary>The parameters that the JSON body names.</summary>
    public async Task<(ParameterChanges? Changes, TransportError? Error)> ReadChangesAsync()
    {
        var (body, error) = await ReadJsonAsync();
        if (error is not null)
        {
            return (null, error);
        }

        return ParameterChangesReader.TryRead(body.RootElement, out var changes, out error) ? (changes, null) : (null, error);
    }

    /// <summary>The JSON body; read once, and there for the audit log afterwards.</summary>
    public async Task<(JsonDocument Body, TransportError? Error)> ReadJsonAsync()
    {
        if (_body is { } read)
        {
            return (read, null);
        }

        if (!HasContentType(MediaTypeNames.Application.Json))
        {
            return (null!, ErrorCatalogue.UnsupportedContent.With("Content-Type must be application/json"));
        }

        try
        {
            var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            context.Response.RegisterForDispose(body);
            if (!JsonText.IsText(body.RootElement))
            {
                return (null!, ErrorCatalogue.InvalidRequest.With("the body is not text in UTF-8"));
            }

            _body = body;
            return (body, null);
        }
        catch (JsonException malformed)
        {
            return (null!, ErrorCatalogue.InvalidRequest.About("", malformed.Message));
        }
    }

    /// <summary>True when the body says that it is of that type.</summary>
    public bool HasContentType(string type) =>
        MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var given) && given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>The object that the request is about, as the audit log names it: that of the path, else what the body names.</summary>
    public string Target => Identity is { Length: > 0 } identity ? identity : Member("name") ?? Member("identity") ?? Member("filter") ?? "";

    /// <summary>The cmdlet of the act, as the audit log names it.</summary>
    public string CmdletName => route.CmdletOf is { } cmdletOf && Member("command") is { } command ? cmdletOf(command) : route.Operation;

    /// <summary>What the act was given, for the audit log.</summary>
    public IEnumerable<AuditParameter> AuditParameters()
    {
        foreach (var (name, values) in context.Request.Query)
        {
            yield return new AuditParameter(name, values.ToString());
        }

        if (_body?.RootElement is { ValueKind: JsonValueKind.Object } body)
        {
            foreach (var property in body.EnumerateObject())
            {
                yield return new AuditParameter(property.Name, Readable(property.Value));
            }
        }
    }

    /// <summary>A text of the body that was read; null when it has none of that name. Names have no case, as where they are read for good.</summary>
    private string? Member(string name) => _body?.RootElement is { ValueKind: JsonValueKind.Object } body
        && body.EnumerateObject().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Value.ValueKind: JsonValueKind.String } found
            ? Readable(found.Value)
            : null;

    private static string Readable(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped, is valid JSON and no text: it is shown as it was sent.
            return value.GetRawText();
        }
    }
}
