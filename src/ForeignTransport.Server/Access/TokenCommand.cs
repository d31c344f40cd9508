using System.Globalization;
using System.Text;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.Access;

namespace ForeignTransport.Server.Access;

/// <summary>
/// The verbs <c>token create</c>, <c>token list</c> and <c>token remove</c>. They open the database themselves, so the first token of a new
/// cluster can be made before its first server runs; whoever may do that is an administrator by it. What they change is in the audit log.
/// </summary>
public static class TokenCommand
{
    private const string Client = "foreign-transport token";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a token, and prints its secret or writes it to a new file.</summary>
    /// <returns>0 when it is made; 1 when it is not; 78 when the database is not one to use.</returns>
    public static Task<int> CreateAsync(NodeConfiguration node, TokenArguments arguments, TextWriter output, CancellationToken stopping) =>
        WithStoreAsync(node, (tokens, audit) => CreateAsync(tokens, audit, arguments, output, stopping), stopping);

    /// <summary>Prints what is known of every token.</summary>
    public static Task<int> ListAsync(NodeConfiguration node, TextWriter output, CancellationToken stopping) => WithStoreAsync(
        node,
        async (tokens, _) =>
        {
            var all = await tokens.ListAsync(stopping);
            await output.WriteAsync(all.IsEmpty ? "There are no access tokens.\n" : Describe(all));
            return null;
        },
        stopping);

    /// <summary>Removes a token.</summary>
    public static Task<int> RemoveAsync(NodeConfiguration node, string name, TextWriter output, CancellationToken stopping) => WithStoreAsync(
        node,
        async (tokens, audit) =>
        {
            var act = await BeginAsync(audit, "Remove-TransportAccessToken", name);
            var (token, error) = await tokens.RemoveAsync(name, stopping);
            await act.CompleteAsync(new AuditOutcome(error is null, AuditedToken.Describe(token), null, error?.ToString()));
            if (error is null)
            {
                await output.WriteLineAsync($"Removed access token \"{token!.Name}\". Running servers refuse it within 5 seconds.");
            }

            return error;
        },
        stopping);

    private static async Task<TransportError?> CreateAsync(
        AccessTokens tokens, AuditTrail audit, TokenArguments arguments, TextWriter output, CancellationToken stopping)
    {
        var expires = TimeProvider.System.GetUtcNow() + arguments.Lifetime;
        if (tokens.FindFault(arguments.Name, expires) is { } fault)
        {
            return fault;
        }

        // The file first: a secret that cannot be written down would be lost, and its token would be nobody's.
        await using var file = arguments.Out is { } path ? Open(path) : null;
        CreatedToken created;
        try
        {
            var act = await BeginAsync(
                audit, "New-TransportAccessToken", arguments.Name,
                new AuditParameter("Role", $"{arguments.Role}"), new AuditParameter("Expires", expires is { } end ? $"{end:O}" : ""));
            created = await tokens.CreateAsync(arguments.Name, arguments.Role, expires, Environment.UserName, stopping);
            await act.CompleteAsync(new AuditOutcome(created.IsCreated, null, AuditedToken.Describe(created.Token), created.Error?.ToString()));
        }
        catch
        {
            // The next try is to find the way clear.
            Discard(file);
            throw;
        }

        if (!created.IsCreated)
        {
            Discard(file);
            return created.Error;
        }

        if (file is null)
        {
            await output.WriteLineAsync(created.Secret);
        }
        else
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(created.Secret + "\n"), CancellationToken.None);
            file.Flush(flushToDisk: true);
            await output.WriteLineAsync($"Made access token \"{created.Token.Name}\" ({created.Token.Role}); its secret is in {file.Name}.");
        }

        return null;
    }

    private static async Task<int> WithStoreAsync(
        NodeConfiguration node, Func<AccessTokens, AuditTrail, Task<TransportError?>> work, CancellationToken stopping)
    {
        TransportError? error;
        try
        {
            await using var database = ServerDatabase.Of(node, Client);

            // SQLite keeps these two tables in a file of their own; the files of the messages are the server's to make.
            error = node.Database.Provider == DatabaseProvider.PostgreSql ? await database.PrepareSchemaAsync(stopping) : null;
            if (error is null)
            {
                await using var store = database.OpenAccessStore();
                error = await work(
                    new AccessTokens(store, TimeProvider.System, _ => { }),
                    new AuditTrail(store, node.ServerName, TimeProvider.System, Console.Error.WriteLine));
            }
        }
        catch (AccessStoreException refused)
        {
            error = refused.Error;
        }
        catch (MessageStoreException refused)
        {
            error = refused.Error;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            error = ErrorCatalogue.FileFailed.With(cause.Message.ReplaceLineEndings(" "));
        }

        if (error is null)
        {
            return ExitCode.Success;
        }

        await Console.Error.WriteLineAsync($"foreign-transport: {error} {error.Entry.Remedy}".ReplaceLineEndings(" "));
        return error.Entry == ErrorCatalogue.DatabaseSchemaOutdated || error.Entry == ErrorCatalogue.DatabaseSchemaNewer
            || error.Entry == ErrorCatalogue.DatabaseUnsuitable || error.Entry == ErrorCatalogue.AccessStoreSchemaUnknown
            ? ExitCode.Configuration
            : ExitCode.Failure;
    }

    private static Task<AuditedAct> BeginAsync(AuditTrail audit, string cmdlet, string name, params AuditParameter[] parameters) => audit.BeginAsync(
        new Caller(Caller.OneLine(Environment.UserName), Role.Administrator, AuthenticationMethod.None),
        Client,
        remoteAddress: "",
        cmdlet,
        name,
        [new AuditParameter("Name", name), .. parameters]);

    private static void Discard(FileStream? file)
    {
        if (file is not null)
        {
            File.Delete(file.Name);
        }
    }

    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(Path.GetFullPath(path), options);
    }

    private static string Describe(IReadOnlyList<AccessToken> tokens)
    {
        var rows = tokens.Select(token => new[]
        {
            token.Name, $"{token.Role}", Date(token.Created), token.CreatedBy, Date(token.Expires), Date(token.LastUsed),
        }).Prepend(["Name", "Role", "Created", "Created by", "Expires", "Last used"]).ToList();
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        var table = new StringBuilder();
        foreach (var row in rows)
        {
            table.Append(string.Join("  ", row.Zip(widths, (text, width) => text.PadRight(width))).TrimEnd()).Append('\n');
        }

        return table.ToString();
    }

    private static string Date(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "never";
}
