using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>Every parameter of one kind of configuration object, in the order of its documentation.</summary>
/// <typeparam name="T">The configuration object.</typeparam>
public sealed class ParameterTable<T>
{
    private readonly Dictionary<string, Parameter<T>> _byName;

    internal ParameterTable(ImmutableArray<Parameter<T>> all)
    {
        All = all;
        _byName = all.ToDictionary(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
    }

    public ImmutableArray<Parameter<T>> All { get; }

    public bool TryFind(string name, [NotNullWhen(true)] out Parameter<T>? parameter) => _byName.TryGetValue(name, out parameter);

    /// <summary>Applies all changes or none.</summary>
    public bool TryApply(T owner, ParameterChanges changes, out T changed, [NotNullWhen(false)] out TransportError? error)
    {
        changed = owner;
        foreach (var (name, value) in changes.Values)
        {
            if (!TryFind(name, out var parameter))
            {
                error = ErrorCatalogue.UnknownParameter.With(SingleLine.Quote(name)) with { Parameter = name };
                changed = owner;
                return false;
            }

            if (parameter.TryWrite(changed, value, out changed, out error))
                continue;
            changed = owner;
            return false;
        }

        error = null;
        return true;
    }

    /// <summary>The errors of values that would be refused if they were given as text: for objects that were built in code.</summary>
    public IEnumerable<TransportError> Violations(T owner)
    {
        foreach (var parameter in All)
        {
            if (!parameter.TryWrite(owner, parameter.Read(owner), out _, out var error))
                yield return error;
        }
    }

    /// <summary>True when every parameter of both has the same value.</summary>
    public bool Same(T left, T right) => All.All(parameter => parameter.Read(left) == parameter.Read(right));
}
