using ForeignTransport.Core.Access;
using LinqToDB.Mapping;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>A row of <c>access_token</c>. Times are milliseconds since 1970, which both kinds of databases order alike.</summary>
[Table("access_token")]
internal sealed class AccessTokenRow
{
    /// <summary>SHA-256 of the secret.</summary>
    [Column("hash"), PrimaryKey]
    public string Hash { get; set; } = "";

    [Column("name"), NotNull]
    public string Name { get; set; } = "";

    /// <summary>The name in lower case, unique.</summary>
    [Column("name_key"), NotNull]
    public string NameKey { get; set; } = "";

    [Column("role"), NotNull]
    public string Role { get; set; } = "";

    [Column("created"), NotNull]
    public long Created { get; set; }

    [Column("expires")]
    public long? Expires { get; set; }

    [Column("created_by"), NotNull]
    public string CreatedBy { get; set; } = "";

    [Column("last_used")]
    public long? LastUsed { get; set; }

    /// <summary>The row of a token.</summary>
    public static AccessTokenRow Of(AccessToken token, string hash) => new()
    {
        Hash = hash,
        Name = token.Name,
        NameKey = AccessDatabase.Key(token.Name),
        Role = token.Role.ToString(),
        Created = token.Created.ToUnixTimeMilliseconds(),
        Expires = token.Expires?.ToUnixTimeMilliseconds(),
        CreatedBy = token.CreatedBy,
        LastUsed = token.LastUsed?.ToUnixTimeMilliseconds(),
    };

    /// <summary>The token of this row. A role of a later release gives the least that there is.</summary>
    public AccessToken ToToken() => new(
        Name,
        Enum.TryParse<Role>(Role, out var role) && Enum.IsDefined(role) ? role : Core.Access.Role.ViewOnly,
        DateTimeOffset.FromUnixTimeMilliseconds(Created),
        Expires is { } expires ? DateTimeOffset.FromUnixTimeMilliseconds(expires) : null,
        CreatedBy,
        LastUsed is { } used ? DateTimeOffset.FromUnixTimeMilliseconds(used) : null);
}
