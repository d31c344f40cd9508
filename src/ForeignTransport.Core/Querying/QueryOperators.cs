namespace ForeignTransport.Core.Querying;

/// <summary>The operators of the filter language, and which of them a property allows.</summary>
[Flags]
public enum QueryOperators
{
    None = 0,
    Equal = 1,
    NotEqual = 2,
    GreaterThan = 4,
    GreaterOrEqual = 8,
    LessThan = 16,
    LessOrEqual = 32,

    /// <summary>With <c>*</c> for any run of characters; without one it is <see cref="Equal"/>.</summary>
    Like = 64,

    /// <summary>A part of the text, without wildcards.</summary>
    Contains = 128,

    Equality = Equal | NotEqual,
    Order = GreaterThan | GreaterOrEqual | LessThan | LessOrEqual,
    Numeric = Equality | Order,

    /// <summary>Where the reference lists one of -like and -contains, both are taken: its own pages disagree.</summary>
    Text = Equality | Like | Contains
}

/// <summary>How operators are written.</summary>
public static class QueryOperatorNames
{
    private static readonly (QueryOperators Operator, string Name)[] Names =
    [
        (QueryOperators.Equal, "-eq"), (QueryOperators.NotEqual, "-ne"),
        (QueryOperators.GreaterThan, "-gt"), (QueryOperators.GreaterOrEqual, "-ge"),
        (QueryOperators.LessThan, "-lt"), (QueryOperators.LessOrEqual, "-le"),
        (QueryOperators.Like, "-like"), (QueryOperators.Contains, "-contains")
    ];

    /// <summary>Every operator of the language, as a list for people.</summary>
    public static string All { get; } = string.Join(", ", Names.Select(pair => pair.Name));

    /// <summary>The operators of a set, as a list for people.</summary>
    public static string Of(QueryOperators operators) =>
        string.Join(", ", Names.Where(pair => operators.HasFlag(pair.Operator)).Select(pair => pair.Name));

    /// <summary>The operator of that name, whatever its case.</summary>
    public static bool TryFind(string name, out QueryOperators found)
    {
        found = Names.FirstOrDefault(pair => pair.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Operator;
        return found != QueryOperators.None;
    }
}
