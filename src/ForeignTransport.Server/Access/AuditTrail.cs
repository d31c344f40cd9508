using ForeignTransport.Core.Access;
using ForeignTransport.Transport.Storage.Access;

namespace ForeignTransport.Server.Access;

/// <summary>Records administrative acts: an entry is durable before its act is done, and completed after it.</summary>
/// <remarks>
/// An act that cannot be recorded is not done: <see cref="BeginAsync(HttpContext, string, string, IEnumerable{AuditParameter})"/> throws, and the
/// caller is answered 503. An act that was done stays done when its outcome cannot be written: that is tried again for a while, and an entry
/// without outcome says that the outcome is unknown.
/// </remarks>
/// <param name="store">Where entries are kept.</param>
/// <param name="server">The name of this server.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Takes a line about what an operator should know.</param>
internal sealed class AuditTrail(IAccessStore store, string server, TimeProvider time, Action<string> log)
{
    /// <summary>By which programs say what they are.</summary>
    public const string ClientHeader = "X-ForeignTransport-Client";

    private const int MaxClient = 100;
    private const int MaxText = 1000;
    private const int MaxParameter = 4000;
    private const int MaxParameters = 200;

    private readonly AuditIds _ids = new(time);

    /// <summary>Begins to record what a request does.</summary>
    /// <param name="context">The request, whose caller is known.</param>
    /// <param name="cmdletName">The act, under the name of its cmdlet.</param>
    /// <param name="objectModified">Identity of the object; empty for none.</param>
    /// <param name="parameters">What the act is given, without secrets.</param>
    /// <returns>To be completed with the outcome.</returns>
    /// <exception cref="AccessStoreException">It cannot be recorded: the act must not be done. <see cref="AccessControl"/> answers 503.</exception>
    public Task<AuditedAct> BeginAsync(HttpContext context, string cmdletName, string objectModified, IEnumerable<AuditParameter> parameters) =>
        BeginAsync(
            context.Caller(),
            StoredText.Of(context.Request.Headers[ClientHeader].ToString(), MaxClient),
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            cmdletName,
            objectModified,
            parameters);

    /// <summary>Begins to record what is done by another way than a request.</summary>
    /// <exception cref="AccessStoreException">It cannot be recorded: the act must not be done.</exception>
    public async Task<AuditedAct> BeginAsync(
        Caller caller, string client, string remoteAddress, string cmdletName, string objectModified, IEnumerable<AuditParameter> parameters)
    {
        var (id, now) = _ids.Next();
        var entry = new AuditEntry(
            id,
            now,
            caller,
            server,
            client,
            remoteAddress,
            cmdletName,
            StoredText.Of(objectModified, MaxText),
            [.. parameters.Take(MaxParameters).Select(parameter => new AuditParameter(StoredText.Of(parameter.Name, MaxText), StoredText.Of(parameter.Value, MaxParameter)))],
            Outcome: null);

        // Not cancelled when the caller goes away: an entry without act would look like an act without outcome.
        await store.BeginAuditAsync(entry, CancellationToken.None);
        return new AuditedAct(store, entry, time, log);
    }

    /// <summary>Entries, newest first.</summary>
    /// <exception cref="AccessStoreException">The database cannot be used.</exception>
    public Task<AuditPage> QueryAsync(AuditFilter filter, CancellationToken cancellationToken) => store.QueryAuditAsync(filter, cancellationToken);
}
