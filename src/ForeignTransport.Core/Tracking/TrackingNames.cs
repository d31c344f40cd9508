using System.Collections.Frozen;

namespace ForeignTransport.Core.Tracking;

/// <summary>The documented upper-case names of event ids and sources.</summary>
public static class TrackingNames
{
    private static readonly FrozenDictionary<TrackingEventId, string> Events =
        Enum.GetValues<TrackingEventId>().ToFrozenDictionary(id => id, id => id.ToString().ToUpperInvariant());

    private static readonly FrozenDictionary<TrackingSource, string> Sources =
        Enum.GetValues<TrackingSource>().ToFrozenDictionary(source => source, source => source.ToString().ToUpperInvariant());

    private static readonly FrozenDictionary<string, TrackingEventId> EventsByName =
        Events.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, TrackingSource> SourcesByName =
        Sources.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    public static string Name(this TrackingEventId eventId) => Events[eventId];

    public static string Name(this TrackingSource source) => Sources[source];

    /// <summary>Reads a name in any case; numbers are no names.</summary>
    public static bool TryParse(string name, out TrackingEventId eventId) => EventsByName.TryGetValue(name, out eventId);

    /// <inheritdoc cref="TryParse(string, out TrackingEventId)" />
    public static bool TryParse(string name, out TrackingSource source) => SourcesByName.TryGetValue(name, out source);
}
