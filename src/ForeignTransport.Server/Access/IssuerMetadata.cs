using ForeignTransport.Transport.Membership;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ForeignTransport.Server.Access;

/// <summary>
/// What the OpenID Connect provider says of itself: its issuer name and its keys (OpenID Connect Discovery 1.0). Read when it is first needed, again every
/// twelve hours, and when a token names a key that is not known.
/// </summary>
/// <remarks>
/// Whoever can send requests can invent keys, so an unknown one makes the provider be asked at most every half minute. A provider that does not
/// answer is asked again after 5 s, and what it said before goes on to hold for a day.
/// </remarks>
internal sealed class IssuerMetadata : IDisposable
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    public static readonly TimeSpan KeyRefresh = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(5);
    private const long MaxDocument = 1 << 20;

    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly HttpDocumentRetriever _documents;
    private readonly string _address;
    private readonly SemaphoreSlim _asking = new(1);
    private Known? _known;
    private (DateTimeOffset At, string Reason)? _failure;

    /// <param name="authority">Where the provider is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">How long an answer may take, by the clock of the machine; null for what is usual.</param>
    public IssuerMetadata(Uri authority, TimeProvider time, TimeSpan? patience = null)
    {
        var timeout = patience ?? UsualPatience;
        _time = time;
        _address = authority.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration";

        // What is asked for is keys to believe in: a redirection may lead anywhere.
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = timeout })
        {
            Timeout = timeout,
            MaxResponseContentBufferSize = MaxDocument,
        };
        _documents = new HttpDocumentRetriever(_client) { RequireHttps = authority.Scheme == Uri.UriSchemeHttps };
    }

    /// <summary>What is known, from the provider or from memory.</summary>
    /// <param name="unlike">Metadata that lacked a key: others are asked for, if that was not done a moment ago. Null to take what there is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The metadata, or why there is none.</returns>
    public async Task<(OpenIdConnectConfiguration? Metadata, string Reason)> GetAsync(
        OpenIdConnectConfiguration? unlike, CancellationToken cancellationToken)
    {
        if (IsGood(_known, unlike))
        {
            return (_known!.Metadata, "");
        }

        // While one asks, the others do with what is old: a provider that hangs keeps one caller waiting at a time.
        var old = unlike is null ? Alive : null;
        if (!await _asking.WaitAsync(old is null ? System.Threading.Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
        {
            return (old, "");
        }

        try
        {
            if (!IsGood(_known, unlike) && !(_failure is { } failed && _time.GetUtcNow() - failed.At < Pause))
            {
                await AskAsync(cancellationToken);
            }
        }
        finally
        {
            _asking.Release();
        }

        return Alive is { } alive ? (alive, "") : (null, _failure?.Reason ?? "");
    }

    private OpenIdConnectConfiguration? Alive => _known is { } known && _time.GetUtcNow() - known.Read < LongestLife ? known.Metadata : null;

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _asking.Dispose();
    }

    private bool IsGood(Known? known, OpenIdConnectConfiguration? unlike)
    {
        var age = _time.GetUtcNow() - (known?.Read ?? default);
        return known is not null && age < (ReferenceEquals(known.Metadata, unlike) ? KeyRefresh : Lifetime);
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(_address, _documents, cancellationToken);
            if (string.IsNullOrEmpty(metadata.Issuer) || metadata.SigningKeys.Count == 0)
            {
                _failure = (_time.GetUtcNow(), $"{_address} names no issuer or no keys");
                return;
            }

            _known = new Known(metadata, _time.GetUtcNow());
            _failure = null;
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever the document is, and whatever a library says of it: without it nobody's token can be checked, and that is all it means.
            _failure = (_time.GetUtcNow(), CertificateText.OneLine((cause.InnerException ?? cause).Message));
        }
    }

    private sealed record Known(OpenIdConnectConfiguration Metadata, DateTimeOffset Read);
}
