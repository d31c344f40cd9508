using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Connectors;

/// <summary>Where a recipient would go.</summary>
public enum RouteOutcome
{
    /// <summary>A connector takes it.</summary>
    Selected = 0,

    /// <summary>It would wait in the Unreachable queue for a connector.</summary>
    Unreachable = 1,

    /// <summary>The sender would get an NDR at once.</summary>
    Failed = 2,

    /// <summary>It is a group: its members would get the message, each by a way of its own.</summary>
    Expanded = 3
}

/// <summary>The route of a recipient with all reasons, as <c>Test-Route</c> shows it.</summary>
/// <param name="Recipient">As it was given.</param>
/// <param name="Address">What it stands for; null when it cannot be read.</param>
/// <param name="Outcome">How it ends.</param>
/// <param name="Status">The enhanced status code of a failure; null otherwise.</param>
/// <param name="Connector">The selected connector; null unless selected.</param>
/// <param name="IsLocal">True when the routing server is one of its source servers.</param>
/// <param name="Sentence">Why, in one sentence.</param>
/// <param name="Verdicts">Every connector, the selected one first; empty when routing ends before connectors are looked at.</param>
public sealed record RouteExplanation(
    string Recipient,
    NativeAddress? Address,
    RouteOutcome Outcome,
    string? Status,
    ForeignConnector? Connector,
    bool IsLocal,
    string Sentence,
    ImmutableArray<ConnectorVerdict> Verdicts)
{
    /// <summary>Routes as <see cref="RecipientRouting"/> does, and says why.</summary>
    /// <param name="recipient">An envelope address (SMTP or IMCEA), or a native address <c>TYPE:value</c>.</param>
    /// <param name="size">The size of the message in bytes.</param>
    /// <param name="context">The organization, seen from the routing server.</param>
    public static RouteExplanation Explain(string recipient, long size, SelectionContext context)
    {
        var text = recipient.Trim();
        var isNative = NativeAddress.TryParse(text, out var native, out _) && native.Type != AddressType.Smtp;
        Route route;
        if (isNative)
        {
            route = RecipientRouting.Route(native!, "", size, context);
        }
        else
        {
            // SMTP:bob@contoso.com is the same recipient as bob@contoso.com.
            var envelope = native?.Value ?? text;
            native = SmtpAddress.TryParse(envelope, out var address, out _) && Imcea.TryResolve(address, context.Organization.DefaultDomain, out var resolved, out _)
                ? resolved
                : null;
            route = RecipientRouting.Route(envelope, size, context);
        }

        if (native is not null && DirectoryExplanation.Of(recipient, native, size, context) is { } known)
            return known;

        var asksConnectors = route is not Route.Failed failed || failed == RoutingDiagnostics.TooLarge || failed == RoutingDiagnostics.NoConnector;
        var verdicts = asksConnectors && native is not null ? ConnectorSelection.Select(native, size, context).Verdicts : [];
        return route switch
        {
            Route.ToConnector to => new(
                recipient, native, RouteOutcome.Selected, null, to.Connector, to.Connector.HasSourceServer(context.LocalServer),
                $"{native} goes to '{to.Connector.Name}', which {verdicts[0].Explanation}.", verdicts),
            Route.Unreachable unreachable => new(
                recipient, native, RouteOutcome.Unreachable, null, null, false,
                $"{native} waits in the Unreachable queue: {unreachable.LastError}.", verdicts),
            Route.Failed failure => new(
                recipient, native, RouteOutcome.Failed, failure.Status, null, false,
                $"{native?.ToString() ?? SingleLine.Quote(text)} fails with {failure.Diagnostic}.", verdicts),
            _ => throw new InvalidOperationException($"Route {route.GetType().Name} is unknown.")
        };
    }
}
