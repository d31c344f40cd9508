using System.Collections.Immutable;

namespace ForeignTransport.Core.Querying;

/// <summary>Builds a <see cref="QueryTable{T}"/>, one line a property.</summary>
internal sealed class QueryTableBuilder<T>
{
    private readonly ImmutableArray<QueryProperty<T>>.Builder _properties = ImmutableArray.CreateBuilder<QueryProperty<T>>();

    public QueryTable<T> Build() => new(_properties.ToImmutable());

    /// <summary>The first of these is what sort orders end with.</summary>
    public QueryTableBuilder<T> Identity(string name, QueryOperators operators, Func<T, IComparable> read) =>
        Add(new(name, QueryType.Identity, operators, read));

    public QueryTableBuilder<T> Text(string name, QueryOperators operators, Func<T, string?> read) => Add(new(name, QueryType.Text, operators, read));

    /// <param name="name">Name of the property.</param>
    /// <param name="operators">What is allowed.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="older">Names that releases of old used; filters may still have them.</param>
    public QueryTableBuilder<T> Choice<TEnum>(string name, QueryOperators operators, Func<T, TEnum> read, params string[] older)
        where TEnum : struct, Enum =>
        Add(new(name, QueryType.Choice, operators, item => read(item).ToString(), [.. Enum.GetNames<TEnum>(), .. older]));

    public QueryTableBuilder<T> Guid(string name, QueryOperators operators, Func<T, Guid> read) =>
        Add(new(name, QueryType.Guid, operators, item => read(item).ToString()));

    public QueryTableBuilder<T> Integer(string name, QueryOperators operators, Func<T, long> read) =>
        Add(new(name, QueryType.Integer, operators, item => read(item)));

    public QueryTableBuilder<T> Real(string name, QueryOperators operators, Func<T, double> read) =>
        Add(new(name, QueryType.Real, operators, item => read(item)));

    public QueryTableBuilder<T> Size(string name, QueryOperators operators, Func<T, long> read) =>
        Add(new(name, QueryType.Size, operators, item => read(item)));

    public QueryTableBuilder<T> Span(string name, QueryOperators operators, Func<T, TimeSpan?> read) =>
        Add(new(name, QueryType.TimeSpan, operators, item => read(item)));

    public QueryTableBuilder<T> Time(string name, QueryOperators operators, Func<T, DateTimeOffset?> read) =>
        Add(new(name, QueryType.Time, operators, item => read(item)));

    public QueryTableBuilder<T> List(string name, QueryOperators operators, Func<T, ImmutableArray<int>> read) =>
        Add(new(name, QueryType.IntegerList, operators, item => $"{{{string.Join(", ", read(item))}}}"));

    private QueryTableBuilder<T> Add(QueryProperty<T> property)
    {
        _properties.Add(property);
        return this;
    }
}
