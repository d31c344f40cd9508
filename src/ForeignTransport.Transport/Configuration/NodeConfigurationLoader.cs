using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Akka.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Configuration;

/// <summary>Makes a node's configuration from its sources, or says everything that is wrong with them.</summary>
public static class NodeConfigurationLoader
{
    /// <summary>Reads, merges and validates. Touches the configuration file and what it includes, nothing else.</summary>
    /// <param name="sources">Where values come from.</param>
    /// <param name="configuration">The configuration when there was no error.</param>
    /// <param name="errors">
    /// All errors at once. When the file itself cannot be read they are about the file only: what it would have said is unknown.
    /// </param>
    /// <param name="warnings">What an operator should see although the configuration is usable.</param>
    public static bool TryLoad(
        NodeConfigurationSources sources,
        [NotNullWhen(true)] out NodeConfiguration? configuration,
        out ImmutableArray<TransportError> errors,
        out ImmutableArray<TransportError> warnings)
    {
        configuration = null;
        warnings = UnknownVariables(sources.Environment);

        var fileAssignments = ImmutableArray<OptionAssignment>.Empty;
        var fileErrors = ImmutableArray<TransportError>.Empty;
        var akkaOverrides = ConfigurationFactory.Empty;
        if (sources.File is not null)
        {
            var path = Path.GetFullPath(sources.File, sources.WorkingDirectory);
            if (!ConfigurationFile.TryRead(path, out var file, out var error))
            {
                errors = [error];
                return false;
            }

            (fileAssignments, fileErrors, akkaOverrides) = (file.Assignments, file.Errors, file.Akka);
        }

        var merged = new Dictionary<string, OptionAssignment>(StringComparer.Ordinal);
        foreach (var assignment in fileAssignments.Concat(FromEnvironment(sources)).Concat(FromCommandLine(sources)))
            merged[assignment.Key] = assignment;

        var reader = new OptionReader(merged);
        var bound = NodeConfiguration.Bind(reader, sources, akkaOverrides);
        errors = [.. fileErrors, .. reader.Errors];
        configuration = errors.IsEmpty ? bound : null;
        return errors.IsEmpty;
    }

    private static IEnumerable<OptionAssignment> FromEnvironment(NodeConfigurationSources sources) =>
        from option in NodeOptionTable.All
        let text = sources.Environment.GetValueOrDefault(option.EnvironmentVariable)
        where !string.IsNullOrEmpty(text)
        select new OptionAssignment(option.Key, text, option.EnvironmentVariable, sources.WorkingDirectory);

    private static IEnumerable<OptionAssignment> FromCommandLine(NodeConfigurationSources sources) =>
        sources.CommandLine.Select(value => new OptionAssignment(value.Option.Key, value.Text, value.Switch, sources.WorkingDirectory));

    private static ImmutableArray<TransportError> UnknownVariables(ImmutableDictionary<string, string> environment)
    {
        // Only near misses: the prefix is short, and other programs may use it too.
        var known = NodeOptionTable.All.Select(option => option.EnvironmentVariable).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from name in environment.Keys.Order(StringComparer.Ordinal)
               where name.StartsWith(NodeOption.EnvironmentPrefix, StringComparison.Ordinal) && !known.Contains(name)
               let nearest = NearestName.Find(name, known)
               where nearest is not null
               select ErrorCatalogue.UnknownEnvironmentVariable.With($"{name} is not an option; did you mean {nearest}?")
        ];
    }
}
