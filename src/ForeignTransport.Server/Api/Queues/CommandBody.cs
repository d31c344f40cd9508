using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api.Queues;

/// <summary>
/// The body of a command for queues or messages. What it does not know is refused: passed over, it would be a condition that the caller
/// believes in.
/// </summary>
/// <param name="Command">What to do.</param>
/// <param name="Identity">With which object; null to use the filter.</param>
/// <param name="Filter">With which objects; null to use the identity.</param>
/// <param name="Server">Under whose name, with a filter.</param>
/// <param name="Zone">Where dates of the filter are local.</param>
/// <param name="WithNdr">Whether the sender is told; null when nothing was said.</param>
internal sealed record CommandBody(string Command, string? Identity, string? Filter, string? Server, TimeZoneInfo Zone, bool? WithNdr)
{
    private const string WithNdrName = "WithNDR";

    /// <summary>Reads the body.</summary>
    /// <param name="given">Its members.</param>
    /// <param name="commands">The commands that there are.</param>
    /// <param name="hasNdr">True when there may be a withNDR.</param>
    /// <param name="body">What it says.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryRead(
        ParameterChanges given, ImmutableArray<string> commands, bool hasNdr, [NotNullWhen(true)] out CommandBody? body, [NotNullWhen(false)] out TransportError? error)
    {
        body = null;
        ImmutableArray<string> texts = ["Command", "Identity", "Filter", "Server", "TimeZone"];
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        bool? withNdr = null;
        foreach (var (name, value) in given.Values)
        {
            if (hasNdr && name.Equals(WithNdrName, StringComparison.OrdinalIgnoreCase))
            {
                if (value is not ParameterValue.Scalar { Text: { } flag } || !bool.TryParse(flag, out var said))
                {
                    error = Refusal(ErrorCatalogue.InvalidParameter, WithNdrName, "allowed is true or false");
                    return false;
                }

                withNdr = said;
            }
            else if (!texts.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                error = ErrorCatalogue.UnknownParameter.About("", name) with { Parameter = name };
                return false;
            }
            else if (value is not ParameterValue.Scalar scalar)
            {
                error = Refusal(ErrorCatalogue.InvalidParameter, name, "it must be a text");
                return false;
            }
            else if (scalar.Text is { } text)
            {
                found[name] = text;
            }
        }

        error = Missing(found, commands);
        if (error is not null || !QueryZone.TryParse(found.GetValueOrDefault("TimeZone"), out var zone, out error))
        {
            return false;
        }

        var command = commands.First(known => known.Equals(found["Command"], StringComparison.OrdinalIgnoreCase));
        body = new CommandBody(command, found.GetValueOrDefault("Identity"), found.GetValueOrDefault("Filter"), found.GetValueOrDefault("Server"), zone, withNdr);
        return true;
    }

    /// <summary>The schema of the body.</summary>
    /// <param name="thing">What it is about: queue or message.</param>
    /// <param name="commands">The commands that there are.</param>
    /// <param name="more">What else it may hold.</param>
    public static JsonObject Schema(string thing, ImmutableArray<string> commands, params ReadOnlySpan<(string Name, JsonNode Schema)> more) => Schemas.Object(
    [
        ("command", Schemas.Choice("What to do.", commands)),
        ("identity", Schemas.Text($"The one {thing} to do it with; instead of a filter.")),
        ("filter", Schemas.Text($"Conditions as in the list: any number of {thing}s; instead of an identity.")),
        ("server", Schemas.Text("With a filter: under whose name. Default: the server that answers.")),
        ("timeZone", Schemas.Text(QueryZone.Meaning)),
        .. more
    ]);

    private static TransportError? Missing(Dictionary<string, string> found, ImmutableArray<string> commands)
    {
        if (!found.TryGetValue("Command", out var command))
        {
            return Refusal(ErrorCatalogue.MissingParameter, "Command", $"allowed is {string.Join(", ", commands)}");
        }

        if (!commands.Contains(command, StringComparer.OrdinalIgnoreCase))
        {
            return Refusal(ErrorCatalogue.InvalidParameter, "Command", $"allowed is {string.Join(", ", commands)}");
        }

        var hasIdentity = found.TryGetValue("Identity", out var identity);
        var hasFilter = found.TryGetValue("Filter", out var filter);
        if (hasIdentity == hasFilter)
        {
            return hasIdentity
                ? Refusal(ErrorCatalogue.InvalidParameter, "Identity", "it cannot be given together with Filter")
                : Refusal(ErrorCatalogue.MissingParameter, "Identity", "either it or Filter must be given");
        }

        // An empty filter lets everything through: nobody means that by leaving it empty.
        if (string.IsNullOrWhiteSpace((filter ?? identity)?.Trim().Trim('{', '}')))
        {
            return Refusal(ErrorCatalogue.MissingParameter, hasFilter ? "Filter" : "Identity", "it is empty");
        }

        return hasIdentity && found.ContainsKey("Server")
            ? Refusal(ErrorCatalogue.InvalidParameter, "Server", "it can be given only with Filter; an identity names its server itself")
            : null;
    }

    private static TransportError Refusal(ErrorEntry entry, string parameter, string detail) => entry.With($"{parameter}: {detail}") with { Parameter = parameter };
}
