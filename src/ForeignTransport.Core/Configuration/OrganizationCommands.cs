using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>Makes commands of the parameters that a New- or Set- cmdlet names, where the command does not take them as they are.</summary>
public static class OrganizationCommands
{
    private static readonly ForeignConnector BlankConnector = new() { Id = Guid.Empty, Name = "" };
    private static readonly AcceptedDomain BlankDomain = new("", "");
    private static readonly ImmutableArray<string> SystemMessageNames = ["Language", "Internal", "DsnCode", "Text"];

    /// <summary>New-ForeignConnector: Name, AddressSpaces, SourceTransportServers, IsScopedConnector.</summary>
    /// <param name="given">The parameters.</param>
    /// <param name="localServer">The source server when none is named: where the cmdlet runs.</param>
    /// <param name="command">The command.</param>
    /// <param name="error">A parameter is missing, wrong, or none of this cmdlet.</param>
    public static bool TryNewForeignConnector(
        ParameterChanges given, string localServer,
        [NotNullWhen(true)] out OrganizationCommand? command, [NotNullWhen(false)] out TransportError? error)
    {
        command = null;
        if (Refused(given, ["Name", "AddressSpaces", "SourceTransportServers", "IsScopedConnector"], ["Name", "AddressSpaces"]) is { } refusal)
        {
            error = refusal;
            return false;
        }

        if (!ForeignConnectorParameters.Table.TryApply(BlankConnector, given, out var connector, out error))
            return false;
        var servers = given.Values.ContainsKey("SourceTransportServers") ? connector.SourceTransportServers : [localServer];
        command = new OrganizationCommand.NewForeignConnector(connector.Name, connector.AddressSpaces, servers, connector.IsScopedConnector);
        return true;
    }

    /// <summary>New-AcceptedDomain: Name, DomainName, DomainType.</summary>
    public static bool TryNewAcceptedDomain(
        ParameterChanges given, [NotNullWhen(true)] out OrganizationCommand? command, [NotNullWhen(false)] out TransportError? error)
    {
        command = null;
        if (Refused(given, ["Name", "DomainName", "DomainType"], ["Name", "DomainName"]) is { } refusal)
        {
            error = refusal;
            return false;
        }

        if (!AcceptedDomainParameters.Table.TryApply(BlankDomain, given, out var domain, out error))
            return false;
        command = new OrganizationCommand.NewAcceptedDomain(domain.Name, domain.DomainName, domain.DomainType);
        return true;
    }

    /// <summary>Set-AcceptedDomain: Name, DomainType, MatchSubDomains, MakeDefault.</summary>
    public static bool TrySetAcceptedDomain(
        string identity, ParameterChanges given, [NotNullWhen(true)] out OrganizationCommand? command, [NotNullWhen(false)] out TransportError? error)
    {
        command = null;
        if (Refused(given, ["Name", "DomainType", "MatchSubDomains", "MakeDefault"], []) is { } refusal)
        {
            error = refusal;
            return false;
        }

        // MakeDefault is the name that the cmdlet has for IsDefault.
        var values = given.Values.Aggregate(
            ParameterChanges.None, (all, change) => all.With(Is(change.Key, "MakeDefault") ? "IsDefault" : change.Key, change.Value));
        if (!AcceptedDomainParameters.Table.TryApply(BlankDomain, values, out var domain, out error))
        {
            error = error.Parameter == "IsDefault"
                ? error with { Parameter = "MakeDefault", Detail = error.Detail.Replace("IsDefault", "MakeDefault", StringComparison.Ordinal) }
                : error;
            return false;
        }

        command = new OrganizationCommand.SetAcceptedDomain(
            identity,
            given.Values.ContainsKey("Name") ? domain.Name : null,
            given.Values.ContainsKey("DomainType") ? domain.DomainType : null,
            given.Values.ContainsKey("MatchSubDomains") ? domain.MatchSubDomains : null,
            given.Values.ContainsKey("MakeDefault") ? domain.IsDefault : null);
        return true;
    }

    /// <summary>New-SystemMessage: Language, Internal, DsnCode, Text.</summary>
    public static bool TryNewSystemMessage(
        ParameterChanges given, [NotNullWhen(true)] out OrganizationCommand? command, [NotNullWhen(false)] out TransportError? error)
    {
        error = Refused(given, SystemMessageNames, SystemMessageNames);
        command = error is null ? new OrganizationCommand.NewSystemMessage(given) : null;
        return error is null;
    }

    /// <summary>Set-SystemMessage: Text.</summary>
    public static bool TrySetSystemMessage(
        string identity, ParameterChanges given, [NotNullWhen(true)] out OrganizationCommand? command, [NotNullWhen(false)] out TransportError? error)
    {
        error = Refused(given, ["Text"], []);
        command = error is null ? new OrganizationCommand.SetSystemMessage(identity, given) : null;
        return error is null;
    }

    private static TransportError? Refused(ParameterChanges given, ImmutableArray<string> allowed, ImmutableArray<string> required)
    {
        if (given.Values.Keys.FirstOrDefault(name => !allowed.Any(known => Is(name, known))) is { } unknown)
            return ErrorCatalogue.UnknownParameter.With($"{SingleLine.Quote(unknown)}: allowed are {string.Join(", ", allowed)}") with { Parameter = unknown };
        var missing = required.FirstOrDefault(name => given.Values.GetValueOrDefault(name) is null or ParameterValue.Scalar { Text: null or "" });
        return missing is null ? null : ErrorCatalogue.MissingParameter.With(missing) with { Parameter = missing };
    }

    private static bool Is(string name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);
}
