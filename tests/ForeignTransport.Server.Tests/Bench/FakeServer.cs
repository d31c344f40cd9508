using ForeignTransport.Server.Bench;

namespace ForeignTransport.Server.Tests.Bench;

/// <summary>A loop that takes files out of Pickup and publishes them in the Drop directory with the headers of a drop file, flawed at choice.</summary>
internal sealed class FakeServer : IBenchServer
{
    /// <summary>The message that the flaw befalls.</summary>
    private const int Victim = 40;

    private readonly BenchFolder _folder;
    private readonly FakeFlaw _flaw;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;
    private int _taken;

    private FakeServer(BenchFolder folder, FakeFlaw flaw)
    {
        _folder = folder;
        _flaw = flaw;
        Directory.CreateDirectory(folder.Pickup);
        Directory.CreateDirectory(folder.Replay);
        Directory.CreateDirectory(Path.Combine(folder.Drop, ".staging"));
        _loop = Task.Run(RunAsync);
    }

    public bool HasExited => _loop.IsCompleted;

    public TimeSpan ProcessorTime => TimeSpan.FromMilliseconds(_taken);

    public long PeakMemoryBytes => 64 * 1024 * 1024;

    public string LastOutput => "the fake's last words";

    public bool WasMeasuredFromHere { get; private set; }

    public static StartServer With(FakeFlaw flaw) => (folder, _) => flaw == FakeFlaw.IsNeverReady
        ? throw new ServerStartException("The server was not ready after 60 s.")
        : Task.FromResult<IBenchServer>(new FakeServer(folder, flaw));

    public void ResetPeakMemory() => WasMeasuredFromHere = true;

    public async Task<int?> StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop;
        return _flaw switch
        {
            FakeFlaw.ExitsWithCode3 => 3,
            FakeFlaw.NeverStops => null,
            _ => 0,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            foreach (var path in Directory.GetFiles(_folder.Pickup, "*.eml").Order(StringComparer.Ordinal))
            {
                if (_flaw == FakeFlaw.Dies && _taken == Victim)
                {
                    return;
                }

                var isVictim = _taken++ == Victim;
                Take(path, isVictim ? _flaw : FakeFlaw.None);
            }

            await Task.Delay(2, CancellationToken.None);
        }
    }

    private void Take(string path, FakeFlaw flaw)
    {
        byte[] content = [.. "X-Sender: <bench@contoso.com>\r\nReceived: from Pickup by fake\r\n"u8, .. File.ReadAllBytes(path)];
        var name = Path.GetFileNameWithoutExtension(path);
        switch (flaw)
        {
            case FakeFlaw.LosesOne:
                break;
            case FakeFlaw.DuplicatesOne:
                Publish(name + "-1", content);
                Publish(name + "-2", content);
                break;
            case FakeFlaw.DamagesOne:
                content[^20] ^= 0x20;
                Publish(name, content);
                break;
            case FakeFlaw.CutsOne:
                Publish(name, content.AsSpan(0, content.Length - 100));
                break;
            case FakeFlaw.RefusesOne:
                File.Move(path, Path.Combine(_folder.Pickup, name + ".bad"));
                File.WriteAllText(Path.Combine(_folder.Pickup, name + ".bad.reason"), "FT-0000 FakeReason: because\n");
                return;
            case FakeFlaw.ForgetsClaim:
                File.Copy(path, Path.Combine(_folder.Pickup, name + ".tmp"));
                Publish(name, content);
                break;
            case FakeFlaw.Invents:
                Publish("invented", "From: nobody@contoso.com\r\n\r\nsurprise\r\n"u8);
                Publish(name, content);
                break;
            default:
                Publish(name, content);
                break;
        }

        File.Delete(path);
    }

    private void Publish(string name, ReadOnlySpan<byte> content)
    {
        var staging = Path.Combine(_folder.Drop, ".staging", name + ".tmp");
        File.WriteAllBytes(staging, content);
        File.Move(staging, Path.Combine(_folder.Drop, name + ".eml"), overwrite: true);
    }
}
