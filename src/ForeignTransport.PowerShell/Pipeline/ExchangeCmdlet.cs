using System.Management.Automation;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Pipeline;

/// <summary>A cmdlet that Exchange has too.</summary>
public abstract class ExchangeCmdlet : TransportCmdlet
{
    /// <summary>Accepted for the sake of Exchange scripts and ignored: there is no directory.</summary>
    [Parameter]
    public string? DomainController { get; set; }

    /// <summary>Writes all objects, those that a pattern with * names, or the one that is named.</summary>
    /// <param name="collection">Where they are.</param>
    /// <param name="identity">What was given.</param>
    /// <param name="otherName">Another name that identifies an object as its name does; null when there is none.</param>
    internal void WriteObjects<T>(string collection, IdentityParameter? identity, Func<T, string>? otherName = null)
        where T : INamedObject, new()
    {
        if (identity is { IsPattern: false })
        {
            if (TryAsk(TransportRequest.Get($"{collection}/{identity.Path}"), identity.Text, out var one))
                WriteObject(Read<T>(one.Body));
            return;
        }

        if (!TryAsk(TransportRequest.Get(collection).With("resultSize", "unlimited"), identity?.Text, out var answer))
            return;
        var all = answer.Items.Select(Read<T>).ToList();
        // An accepted domain may be called *.contoso.com: a name is more exact than a pattern.
        var named = all.Where(item => identity is not null && Names(item).Any(name => name.Equals(identity.Text, StringComparison.OrdinalIgnoreCase))).ToList();
        var pattern = NamePattern.Of(identity?.Text ?? "*");
        foreach (var item in named.Count > 0 ? named : all.Where(item => Names(item).Any(pattern.IsMatch)))
            WriteObject(item);

        IEnumerable<string> Names(T item) => otherName is null ? [item.Name] : [item.Name, otherName(item)];
    }

    /// <summary>Creates an object and writes it.</summary>
    internal void Create<T>(string collection, string kind, string name)
        where T : new()
    {
        if (!Approve($"Creating {kind} \"{name}\".", out var whatIf))
            return;
        var request = Changing(HttpMethod.Post, collection, whatIf);
        request.Body = JsonBody.Write(SettingAttribute.Given(this));
        if (TryAsk(request, name, out var answer) && !whatIf && answer.Object is { } created)
            WriteObject(Read<T>(created));
    }

    /// <summary>Sends the settings that were given.</summary>
    internal void Change(string path, string kind, string? name)
    {
        var subject = name is null ? kind : $"{kind} \"{name}\"";
        if (!Approve($"Setting properties of {subject}.", out var whatIf))
            return;
        var request = Changing(TransportRequest.Patch, path, whatIf);
        request.Body = JsonBody.Write(SettingAttribute.Given(this));
        if (TryAsk(request, name, out var answer) && !answer.Changed && !whatIf && !IsQuiet)
            WriteWarning($"The command completed, but nothing of {subject} was changed: it already was as asked.");
    }

    internal void Delete(string path, string kind, string name)
    {
        if (Approve($"Removing {kind} \"{name}\".", out var whatIf))
            TryAsk(Changing(HttpMethod.Delete, path, whatIf), name, out _);
    }

    internal static TransportRequest Changing(HttpMethod method, string path, bool whatIf) =>
        new TransportRequest(method, path).With("whatIf", whatIf ? "true" : null);
}
