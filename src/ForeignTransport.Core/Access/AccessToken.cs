namespace ForeignTransport.Core.Access;

/// <summary>What is known of an access token; never its secret.</summary>
/// <param name="Name">Its name, unique without regard to case.</param>
/// <param name="Role">What its bearer may do.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">From when on it is refused; null for never.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="LastUsed">About when it was last used, to within a minute or two; null for never.</param>
public sealed record AccessToken(string Name, Role Role, DateTimeOffset Created, DateTimeOffset? Expires, string CreatedBy, DateTimeOffset? LastUsed)
{
    private const int MaxName = 64;

    /// <summary>The form of a name, to follow "must be".</summary>
    public const string AllowedName = "1 to 64 letters and digits, with spaces, '.', '_', '-' and '@' between them";

    /// <summary>The caller that bears it.</summary>
    public Caller Bearer => new(Name, Role, AuthenticationMethod.Token);

    /// <summary>True when it is refused at <paramref name="now"/>.</summary>
    public bool IsExpired(DateTimeOffset now) => Expires <= now;

    /// <summary>True for what may be the name of a token. It stands in paths, logs and tables.</summary>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= MaxName }
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '_' or '-' or '@');
}
