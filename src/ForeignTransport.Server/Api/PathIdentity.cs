namespace ForeignTransport.Server.Api;

/// <summary>The identity in the path of a request, decoded once.</summary>
internal static class PathIdentity
{
    private const string Slash = "%2F";
    private const string Parameter = "{identity}";

    /// <summary>
    /// The text that the caller encoded. Kestrel has decoded every escape but that of the slash, so what is left of one in the value is a slash, or was
    /// written as <c>%252F</c>: then the target as it was sent tells, for another decoding would name another object.
    /// </summary>
    /// <param name="routeValue">The value of the route.</param>
    /// <param name="route">The path of the route: how many segments follow.</param>
    /// <param name="rawTarget">The target of the request line.</param>
    public static string Decode(string routeValue, string route, string rawTarget)
    {
        if (!routeValue.Contains(Slash, StringComparison.OrdinalIgnoreCase))
        {
            return routeValue;
        }

        var following = route[(route.IndexOf(Parameter, StringComparison.Ordinal) + Parameter.Length)..].Count(c => c == '/');
        var segments = rawTarget.Split('?')[0].TrimEnd('/').Split('/');
        var decoded = following < segments.Length ? Uri.UnescapeDataString(segments[^(1 + following)]) : "";

        // Dots in the path may have moved the segments: what was found counts only when it is the same but for slashes.
        return WithSlashes(decoded) == WithSlashes(routeValue) ? decoded : WithSlashes(routeValue);
    }

    private static string WithSlashes(string text) => text.Replace(Slash, "/", StringComparison.OrdinalIgnoreCase);
}
