using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>The type of a parameter; it decides how the value is written in JSON and shown in the documentation.</summary>
public enum ParameterType
{
    Text,
    Boolean,
    Integer,
    UnlimitedInteger,
    Size,
    UnlimitedSize,
    TimeSpan,
    Directory,
    Choice,
    List
}

/// <summary>
/// One parameter of a configuration object: its name, type, range, default and meaning, and how it is read and written. Validation, the
/// organization file, the Set- commands and the generated reference all work from this one description.
/// </summary>
/// <typeparam name="T">The configuration object.</typeparam>
public sealed class Parameter<T>
{
    private readonly Func<T, ParameterValue> _read;
    private readonly Func<T, ParameterValue, (T Changed, TransportError? Error)> _write;

    internal Parameter(
        string name,
        ParameterType type,
        string allowed,
        string meaning,
        T defaults,
        Func<T, ParameterValue> read,
        Func<T, ParameterValue, (T Changed, TransportError? Error)> write)
    {
        (Name, Type, Allowed, Meaning, Default) = (name, type, allowed, meaning, read(defaults));
        (_read, _write) = (read, write);
    }

    /// <summary>Exchange's name.</summary>
    public string Name { get; }

    public ParameterType Type { get; }

    /// <summary>The range and form of a value, with its unit, in words.</summary>
    public string Allowed { get; }

    /// <summary>What the parameter does.</summary>
    public string Meaning { get; }

    public ParameterValue Default { get; }

    /// <summary>The present value in its shortest exact text.</summary>
    public ParameterValue Read(T owner) => _read(owner);

    /// <summary>A copy of the object with another value, or an error that names the parameter, the text and what is allowed.</summary>
    public bool TryWrite(T owner, ParameterValue value, out T changed, [NotNullWhen(false)] out TransportError? error)
    {
        (changed, error) = _write(owner, value);
        return error is null;
    }
}
