using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;
using Microsoft.Net.Http.Headers;

namespace ForeignTransport.Server.Api;

/// <summary>
/// What a request makes its effect depend on: <c>If-Match</c> and <c>whatIf</c>. One that cannot be read is refused: passed over, it would do what the caller
/// took care not to do.
/// </summary>
/// <param name="Revision">The revision that the object must have; null when that does not matter.</param>
/// <param name="WhatIf">True when nothing shall be changed.</param>
internal readonly record struct Preconditions(string? Revision, bool WhatIf)
{
    /// <summary>What follows it in an ETag is shown with the object and not of it: a write does not depend on that.</summary>
    public const char BeyondRevision = '.';

    /// <summary>The parameter of the query.</summary>
    public const string WhatIfName = "whatIf";

    /// <summary>Reads them.</summary>
    public static bool TryRead(HttpRequest request, ApiRoute route, out Preconditions read, [NotNullWhen(false)] out TransportError? error)
    {
        read = default;
        if (HttpMethods.IsGet(route.Method))
        {
            error = null;
            return true;
        }

        if (!TryReadWhatIf(request, route, out var whatIf, out error) || !TryReadRevision(request, out var revision, out error))
        {
            return false;
        }

        read = new Preconditions(revision, whatIf);
        return true;
    }

    private static bool TryReadWhatIf(HttpRequest request, ApiRoute route, out bool whatIf, [NotNullWhen(false)] out TransportError? error)
    {
        whatIf = false;
        error = null;
        if (!request.Query.TryGetValue(WhatIfName, out var values))
        {
            return true;
        }

        if (values is not [{ } text] || !bool.TryParse(text, out whatIf))
        {
            error = ErrorCatalogue.InvalidParameter.With("WhatIf: allowed is true or false") with { Parameter = "WhatIf" };
        }
        else if (whatIf && !route.HasWhatIf)
        {
            error = ErrorCatalogue.InvalidRequest.With($"{route.Operation} has no whatIf") with { Parameter = "WhatIf" };
        }

        return error is null;
    }

    /// <summary>A weak tag is kept as it is written, and matches nothing (RFC 9110 section 13.1.1).</summary>
    private static bool TryReadRevision(HttpRequest request, out string? revision, [NotNullWhen(false)] out TransportError? error)
    {
        (revision, error) = (null, null);
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return true;
        }

        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags) || tags is not [{ } tag])
        {
            error = ErrorCatalogue.InvalidRequest.With("If-Match must be one ETag, as it came: in double quotes");
            return false;
        }

        revision = tag.Equals(EntityTagHeaderValue.Any) ? null
            : tag.IsWeak ? tag.ToString()
            : tag.Tag.ToString().Trim('"').Split(BeyondRevision)[0];
        return true;
    }
}
