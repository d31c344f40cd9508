using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;

namespace ForeignTransport.Server.Api;

/// <summary>
/// One operation of the HTTP API. Mapping, roles, the audit log, the OpenAPI document and the reference are all made of these, so that none
/// can differ from the others.
/// </summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Below <see cref="ApiRoutes.BasePath"/>, with parameters in braces.</param>
/// <param name="Operation">The cmdlet of this operation, or a name of that form: the operationId, and the cmdlet of the audit log.</param>
/// <param name="Role">What the caller must be.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Handle">Does it.</param>
internal sealed record ApiRoute(string Method, string Path, string Operation, Role Role, string Summary, Func<ApiCall, Task<ApiAnswer>> Handle)
{
    /// <summary>What else there is to say.</summary>
    public string Details { get; init; } = "";

    public ImmutableArray<ApiQuery> Query { get; init; } = [];

    /// <summary>Null when there is none.</summary>
    public ApiBody? Body { get; init; }

    /// <summary>The body of a successful answer; null when it has none.</summary>
    public ApiBody? Answer { get; init; }

    /// <summary>The status of a successful answer.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>True when the answer has an ETag and the request may carry If-Match.</summary>
    public bool HasRevision { get; init; }

    /// <summary>True when <c>?whatIf=true</c> only says what would be.</summary>
    public bool HasWhatIf { get; init; }

    /// <summary>True when the query may have a parameter of that name. Every write may have a whatIf, if only a false one.</summary>
    public bool Knows(string name) =>
        Query.Any(query => query.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        || (Method != HttpMethods.Get && name.Equals(Preconditions.WhatIfName, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for mail, which is traffic and no act of administration.</summary>
    public bool IsTraffic { get; init; }

    /// <summary>True for reading that is recorded too, because mail is read.</summary>
    public bool ReadsMail { get; init; }

    /// <summary>The cmdlet of the <c>command</c> in the body, for a route that stands for several; null where it is <see cref="Operation"/>.</summary>
    public Func<string, string>? CmdletOf { get; init; }

    /// <summary>True when the request is recorded before it is carried out.</summary>
    public bool IsAudited => (Method != HttpMethods.Get || ReadsMail) && Role > Role.ViewOnly && !IsTraffic;
}

/// <summary>A parameter of the query.</summary>
/// <param name="Name">Its name, without case.</param>
/// <param name="Meaning">What it does, with form, unit and default.</param>
/// <param name="IsRequired">True when the request is refused without it.</param>
/// <param name="IsRepeatable">True when it may be there several times.</param>
internal sealed record ApiQuery(string Name, string Meaning, bool IsRequired = false, bool IsRepeatable = false);

/// <summary>A body of a request or an answer.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Schema">Its JSON schema.</param>
/// <param name="MaxBytes">The largest that is taken; counts for requests only.</param>
internal sealed record ApiBody(string ContentType, JsonNode Schema, long MaxBytes = ApiBody.UsualBytes)
{
    public const long UsualBytes = 1 << 20;

    /// <summary>No limit here: the route has one of its own.</summary>
    public const long AnySize = long.MaxValue;

    public const string Json = "application/json";
}
