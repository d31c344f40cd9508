using System.Diagnostics.CodeAnalysis;

namespace ForeignTransport.Transport.Configuration;

/// <summary>Reads the text of an option.</summary>
/// <returns>False when the text does not have the form.</returns>
public delegate bool OptionParser<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>The form that the text of an option must have.</summary>
/// <param name="Allowed">The form in words, with its unit, to follow "must be".</param>
/// <param name="TryParse">Reads the text.</param>
public sealed record OptionForm<T>(string Allowed, OptionParser<T> TryParse);
