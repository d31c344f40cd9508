using System.Collections.Immutable;
using System.Globalization;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>Builds a <see cref="ParameterTable{T}"/>, one line a parameter.</summary>
/// <param name="defaults">An object with every default, from which the table takes them.</param>
internal sealed class ParameterTableBuilder<T>(T defaults)
{
    private readonly ImmutableArray<Parameter<T>>.Builder _parameters = ImmutableArray.CreateBuilder<Parameter<T>>();

    private delegate bool TryConvert<TValue>(string text, out TValue value);

    public ParameterTable<T> Build() => new(_parameters.ToImmutable());

    /// <summary>The parameters of a part of the object, which are parameters of the object like all others.</summary>
    public ParameterTableBuilder<T> Part<TPart>(
        Func<T, TPart> get, Func<T, TPart, T> set, Func<ParameterTableBuilder<TPart>, ParameterTableBuilder<TPart>> describe)
    {
        foreach (var parameter in describe(new ParameterTableBuilder<TPart>(get(defaults)))._parameters)
        {
            Add(parameter.Name, parameter.Type, parameter.Allowed, parameter.Meaning,
                owner => parameter.Read(get(owner)),
                (owner, value) => parameter.TryWrite(get(owner), value, out var part, out var error) ? (set(owner, part), null) : (owner, error));
        }

        return this;
    }

    public ParameterTableBuilder<T> Boolean(string name, Func<T, bool> get, Func<T, bool, T> set, string meaning) =>
        Scalar(name, ParameterType.Boolean, "true or false", meaning, get, set,
            value => ParameterValue.Of(value), (string text, out bool value) => bool.TryParse(text.TrimStart('$'), out value));

    public ParameterTableBuilder<T> Integer(string name, int minimum, int maximum, Func<T, int> get, Func<T, int, T> set, string meaning) =>
        Scalar(name, ParameterType.Integer, $"{minimum} to {maximum}", meaning, get, set,
            value => value.ToString(CultureInfo.InvariantCulture), TryInteger, value => value >= minimum && value <= maximum);

    public ParameterTableBuilder<T> UnlimitedInteger(
        string name, int minimum, int maximum, Func<T, int?> get, Func<T, int?, T> set, string meaning) =>
        Scalar(name, ParameterType.UnlimitedInteger, $"{minimum} to {maximum}, or unlimited", meaning, get, set,
            value => value?.ToString(CultureInfo.InvariantCulture) ?? "unlimited",
            (string text, out int? value) =>
            {
                value = null;
                if (text.Trim().Equals("unlimited", StringComparison.OrdinalIgnoreCase))
                    return true;
                var read = TryInteger(text, out var number);
                value = number;
                return read;
            },
            value => value is null || (value >= minimum && value <= maximum));

    public ParameterTableBuilder<T> Size(
        string name, long minimum, long maximum, Func<T, ByteQuantifiedSize> get, Func<T, ByteQuantifiedSize, T> set, string meaning) =>
        Scalar(name, ParameterType.Size, $"{minimum} to {maximum} bytes", meaning, get, set,
            value => value.ToShortString(),
            (string text, out ByteQuantifiedSize value) => ByteQuantifiedSize.TryParse(text, out value, out _),
            value => value.Bytes >= minimum && value.Bytes <= maximum);

    public ParameterTableBuilder<T> UnlimitedSize(
        string name, long minimum, long maximum, Func<T, UnlimitedSize> get, Func<T, UnlimitedSize, T> set, string meaning,
        bool wholeKilobytes = false) =>
        Scalar(name, ParameterType.UnlimitedSize,
            $"{minimum} to {maximum} bytes{(wholeKilobytes ? ", rounded up to kilobytes" : "")}, or unlimited", meaning, get, set,
            value => value.ToShortString(),
            (string text, out UnlimitedSize value) =>
            {
                var read = Configuration.UnlimitedSize.TryParse(text, out value, out _);
                if (wholeKilobytes && value.Limit is { } limit && limit.Bytes <= maximum)
                    value = new UnlimitedSize(limit.RoundUpToKilobyte());
                return read;
            },
            value => value.Limit is not { } limit || (limit.Bytes >= minimum && limit.Bytes <= maximum));

    public ParameterTableBuilder<T> Span(
        string name, string minimum, string maximum, Func<T, TimeSpan> get, Func<T, TimeSpan, T> set, string meaning)
    {
        var (low, high) = (Bound(minimum), Bound(maximum));
        return Scalar(name, ParameterType.TimeSpan, $"{minimum} to {maximum}", meaning, get, set,
            value => EnhancedTimeSpan.Format(value),
            (string text, out TimeSpan value) => EnhancedTimeSpan.TryParse(text, out value, out _),
            value => value >= low && value <= high);
    }

    public ParameterTableBuilder<T> Choice<TEnum>(string name, Func<T, TEnum> get, Func<T, TEnum, T> set, string meaning)
        where TEnum : struct, Enum =>
        Scalar(name, ParameterType.Choice, string.Join(", ", Enum.GetNames<TEnum>()), meaning, get, set,
            value => value.ToString(),
            (string text, out TEnum value) => Enum.TryParse(text, true, out value) && !char.IsAsciiDigit(text.Trim()[0]),
            Enum.IsDefined);

    public ParameterTableBuilder<T> Text(
        string name, string allowed, Func<T, string> get, Func<T, string, T> set, string meaning, Func<string, bool> isAllowed) =>
        Scalar(name, ParameterType.Text, allowed, meaning, get, set,
            value => value,
            (string text, out string value) => isAllowed(value = text.Trim()),
            blankForNull: true);

    public ParameterTableBuilder<T> Directory(
        string name, string allowed, Func<T, DirectorySetting> get, Func<T, DirectorySetting, T> set, string meaning,
        Func<string, bool> isAllowed) =>
        Add(name, ParameterType.Directory, allowed, meaning,
            owner => get(owner).ToText(),
            (owner, value) =>
            {
                if (value is not ParameterValue.Scalar scalar)
                    return Refused(owner, ErrorCatalogue.InvalidParameter, name, value, allowed);
                var setting = DirectorySetting.Parse(scalar.Text);
                return setting.Path is { } path && !isAllowed(path)
                    ? Refused(owner, ErrorCatalogue.InvalidParameter, name, value, allowed)
                    : (set(owner, setting), null);
            });

    /// <summary>
    /// A list whose items have a text form; an item given alone stands for a list of one. <paramref name="canonical"/> answers the normal form
    /// of an item, or an error.
    /// </summary>
    public ParameterTableBuilder<T> List(
        string name, string allowed, Func<T, IEnumerable<string>> get, Func<T, ImmutableArray<string>, T> set, string meaning,
        Func<string, (string Text, TransportError? Error)> canonical) =>
        Add(name, ParameterType.List, allowed, meaning,
            owner => ParameterValue.OfList(get(owner)),
            (owner, value) =>
            {
                var (items, error) = ListParameter.Apply(name, [.. get(owner)], value, canonical);
                return error is null ? (set(owner, items), null) : (owner, error);
            });

    private static bool TryInteger(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out value);

    private static TimeSpan Bound(string text) =>
        EnhancedTimeSpan.TryParse(text, out var span, out var error) ? span : throw new ArgumentException(error.ToString(), nameof(text));

    private static (T Owner, TransportError Error) Refused(T owner, ErrorEntry entry, string name, ParameterValue value, string allowed) =>
        (owner, entry.With($"{name} {SingleLine.Quote(value.ToString())}: allowed is {allowed}") with { Parameter = name });

    private ParameterTableBuilder<T> Scalar<TValue>(
        string name, ParameterType type, string allowed, string meaning, Func<T, TValue> get, Func<T, TValue, T> set,
        Func<TValue, ParameterValue> format, TryConvert<TValue> convert, Func<TValue, bool>? inRange = null, bool blankForNull = false) =>
        Add(name, type, allowed, meaning,
            owner => format(get(owner)),
            (owner, value) =>
            {
                var text = (value as ParameterValue.Scalar)?.Text ?? (blankForNull && value == ParameterValue.Null ? "" : null);
                if (text is null || !convert(text, out var converted))
                    return Refused(owner, ErrorCatalogue.InvalidParameter, name, value, allowed);
                return inRange is null || inRange(converted)
                    ? (set(owner, converted), null)
                    : Refused(owner, ErrorCatalogue.ParameterOutOfRange, name, value, allowed);
            });

    private ParameterTableBuilder<T> Add(
        string name, ParameterType type, string allowed, string meaning,
        Func<T, ParameterValue> read, Func<T, ParameterValue, (T Changed, TransportError? Error)> write)
    {
        _parameters.Add(new Parameter<T>(name, type, allowed, meaning, defaults, read, write));
        return this;
    }
}
