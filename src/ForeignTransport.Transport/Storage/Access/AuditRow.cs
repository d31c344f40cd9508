using System.Text.Json;
using ForeignTransport.Core.Access;
using LinqToDB.Mapping;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>A row of <c>audit_log</c>. The columns named <c>_key</c> hold the one before them in lower case, for searching; that of objects may hold several, see <see cref="AuditObjects"/>.</summary>
[Table("audit_log")]
internal sealed class AuditRow
{
    [Column("id"), PrimaryKey]
    public string Id { get; set; } = "";

    [Column("run_date"), NotNull]
    public long RunDate { get; set; }

    [Column("caller"), NotNull]
    public string Caller { get; set; } = "";

    [Column("caller_key"), NotNull]
    public string CallerKey { get; set; } = "";

    [Column("role"), NotNull]
    public string Role { get; set; } = "";

    [Column("authentication"), NotNull]
    public string Authentication { get; set; } = "";

    [Column("server"), NotNull]
    public string Server { get; set; } = "";

    [Column("client"), NotNull]
    public string Client { get; set; } = "";

    [Column("remote_address"), NotNull]
    public string RemoteAddress { get; set; } = "";

    [Column("cmdlet"), NotNull]
    public string Cmdlet { get; set; } = "";

    [Column("cmdlet_key"), NotNull]
    public string CmdletKey { get; set; } = "";

    [Column("object_modified"), NotNull]
    public string ObjectModified { get; set; } = "";

    [Column("object_key"), NotNull]
    public string ObjectKey { get; set; } = "";

    /// <summary>A JSON array of pairs: name, value.</summary>
    [Column("parameters"), NotNull]
    public string Parameters { get; set; } = "[]";

    [Column("state_before")]
    public string? Before { get; set; }

    [Column("state_after")]
    public string? After { get; set; }

    /// <summary>Null while nobody knows.</summary>
    [Column("succeeded")]
    public bool? Succeeded { get; set; }

    [Column("error")]
    public string? Error { get; set; }

    /// <summary>The row of an entry.</summary>
    public static AuditRow Of(AuditEntry entry) => new()
    {
        Id = entry.Id.ToString("N"),
        RunDate = entry.RunDate.ToUnixTimeMilliseconds(),
        Caller = entry.Caller.Name,
        CallerKey = AccessDatabase.Key(entry.Caller.Name),
        Role = entry.Caller.Role.ToString(),
        Authentication = entry.Caller.Authentication.ToString(),
        Server = entry.Server,
        Client = entry.Client,
        RemoteAddress = entry.RemoteAddress,
        Cmdlet = entry.CmdletName,
        CmdletKey = AccessDatabase.Key(entry.CmdletName),
        ObjectModified = entry.ObjectModified,
        ObjectKey = AccessDatabase.Key(entry.ObjectModified),
        Parameters = JsonSerializer.Serialize(entry.Parameters.Select(parameter => new[] { parameter.Name, parameter.Value })),
        Succeeded = entry.Outcome?.Succeeded,
        Before = entry.Outcome?.Before,
        After = entry.Outcome?.After,
        Error = entry.Outcome?.Error,
    };

    /// <summary>The entry of this row.</summary>
    public AuditEntry ToEntry() => new(
        Guid.ParseExact(Id, "N"),
        DateTimeOffset.FromUnixTimeMilliseconds(RunDate),
        new Caller(Caller, Parse(Role, Core.Access.Role.ViewOnly), Parse(Authentication, AuthenticationMethod.None)),
        Server,
        Client,
        RemoteAddress,
        Cmdlet,
        ObjectModified,
        [.. JsonSerializer.Deserialize<string[][]>(Parameters)!.Select(pair => new AuditParameter(pair[0], pair[1]))],
        Succeeded is { } succeeded ? new AuditOutcome(succeeded, Before, After, Error) : null);

    private static T Parse<T>(string text, T otherwise)
        where T : struct, Enum => Enum.TryParse<T>(text, out var value) ? value : otherwise;
}
