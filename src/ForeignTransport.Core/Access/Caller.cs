namespace ForeignTransport.Core.Access;

/// <summary>Who asks.</summary>
/// <param name="Name">The name of the access token, the name that the OpenID Connect provider gives, or <c>local</c>.</param>
/// <param name="Role">What he may do.</param>
/// <param name="Authentication">How he showed who he is; names are told apart by it.</param>
public sealed record Caller(string Name, Role Role, AuthenticationMethod Authentication)
{
    private const int MaxName = 200;

    /// <summary>Whoever reaches a loopback address where nobody is asked who he is.</summary>
    public static Caller Local { get; } = new("local", Role.Administrator, AuthenticationMethod.None);

    /// <summary>True when his role suffices for what needs <paramref name="role"/>.</summary>
    public bool Has(Role role) => Role >= role;

    /// <summary>A name that somebody else chose, as it may stand in a log or a table: bounded, without control characters.</summary>
    public static string OneLine(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var shown = string.Concat(name.Take(MaxName).Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' || char.IsSurrogate(c) ? '?' : c)).Trim();
        return shown.Length == 0 ? "?" : shown;
    }
}
