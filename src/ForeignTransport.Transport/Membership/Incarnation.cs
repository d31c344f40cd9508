namespace ForeignTransport.Transport.Membership;

/// <summary>
/// One run of one server process. A server that starts again is another incarnation: it inherits neither the lease nor the right to write.
/// Its text is the key of <c>server_incarnation</c> and the <c>Application Name</c> of every database connection of the process, by which
/// the database knows whom to refuse once the incarnation is fenced.
/// </summary>
/// <param name="ServerName">The server.</param>
/// <param name="Id">Random, new at each start.</param>
public sealed record Incarnation(string ServerName, Guid Id)
{
    private const int MaxNameLength = 40;
    private const int IdDigits = 12;

    private readonly string _text =
        $"{(ServerName.Length > MaxNameLength ? ServerName[..MaxNameLength] : ServerName)}-{Id.ToString("N")[..IdDigits]}";

    /// <summary>The incarnation of a process that starts now.</summary>
    public static Incarnation New(string serverName) => new(serverName, Guid.NewGuid());

    /// <summary>
    /// <c>server name, cut to 40 characters, hyphen, 12 hexadecimal digits</c>: never longer than the 63 bytes after which PostgreSQL cuts an
    /// application name.
    /// </summary>
    public override string ToString() => _text;
}
