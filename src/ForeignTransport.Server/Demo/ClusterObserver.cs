using System.Text.Json;

namespace ForeignTransport.Server.Demo;

/// <summary>
/// Asks the servers about their cluster, over HTTP as any client would: <c>/cluster/members</c> and <c>/cluster/shards/categorizer/stats</c> of
/// the first that answers. What nobody says is left out.
/// </summary>
/// <param name="hubs">The servers.</param>
/// <param name="patience">For one answer; null for a second.</param>
internal sealed class ClusterObserver(IReadOnlyList<Hub> hubs, TimeSpan? patience = null) : IAsyncDisposable
{
    private const string RolePrefix = "server.";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(400);

    // No proxy: the environment may name one, and this is about this machine.
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = patience ?? TimeSpan.FromSeconds(1) };
    private readonly CancellationTokenSource _stopping = new();
    private volatile IReadOnlyDictionary<string, MemberView> _members = new Dictionary<string, MemberView>();
    private Task _running = Task.CompletedTask;

    /// <summary>The members by the name of their server, as last heard.</summary>
    public IReadOnlyDictionary<string, MemberView> Members => _members;

    /// <summary>Begins to ask.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Asks once.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        foreach (var hub in hubs)
        {
            if (hub.Http is { } address && await GetAsync(new Uri(address, "cluster/members"), cancellationToken) is { } members)
            {
                using (members)
                using (var shards = await GetAsync(new Uri(address, "cluster/shards/categorizer/stats"), cancellationToken))
                {
                    _members = Read(members.RootElement, shards?.RootElement);
                }

                return;
            }
        }

        _members = new Dictionary<string, MemberView>();
    }

    /// <summary>Reads what a server says.</summary>
    internal static IReadOnlyDictionary<string, MemberView> Read(JsonElement cluster, JsonElement? sharding)
    {
        var unreachable = Items(cluster, "unreachable").Select(item => Text(item, "node")).ToHashSet();
        var oldest = Text(cluster, "oldest");
        var views = new Dictionary<string, MemberView>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in Items(cluster, "members"))
        {
            var node = Text(member, "node");
            var role = Items(member, "roles").Select(item => item.GetString() ?? "").FirstOrDefault(name => name.StartsWith(RolePrefix, StringComparison.Ordinal));
            if (role is not null)
            {
                views[role[RolePrefix.Length..]] = new MemberView(Text(member, "status"), unreachable.Contains(node), node == oldest, Partitions(sharding, node));
            }
        }

        return views;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await AskAsync(_stopping.Token);
                await Task.Delay(Beat, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            _members = new Dictionary<string, MemberView>();
        }
    }

    private async Task<JsonDocument?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            await using var answer = await _client.GetStreamAsync(address, cancellationToken);
            return await JsonDocument.ParseAsync(answer, cancellationToken: cancellationToken);
        }
        catch (Exception silence) when (
            silence is HttpRequestException or IOException or JsonException || (silence is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A server that dies at this moment, or that is paused: another one is asked, or the next time.
            return null;
        }
    }

    private static int? Partitions(JsonElement? sharding, string node) =>
        sharding is { } document
        && document.TryGetProperty("regions", out var regions)
        && regions.TryGetProperty(node, out var region)
            ? Items(region, "shards").Count()
            : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string property) =>
        element.TryGetProperty(property, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
