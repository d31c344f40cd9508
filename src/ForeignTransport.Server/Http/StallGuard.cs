namespace ForeignTransport.Server.Http;

/// <summary>
/// A request body that must go on coming: who keeps the server waiting for 30 seconds, all in all, without sending 7200 bytes meanwhile is answered 408. Kestrel
/// wants as much on average since the beginning, so that a few fast megabytes would buy hours of silence.
/// </summary>
/// <remarks>
/// Only waiting for the sender counts, not what is done with what he sent. The size is counted here as well: where Kestrel does it, it cuts the connection, and
/// who is still sending sees that instead of the answer.
/// </remarks>
/// <param name="body">The body.</param>
/// <param name="limit">Most bytes; more are answered 413.</param>
/// <param name="time">The clock.</param>
internal sealed class StallGuard(Stream body, long limit, TimeProvider time) : Stream
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>240 bytes a second: Kestrel's own least rate.</summary>
    public const int LeastBytes = 7200;

    private TimeSpan _waited;
    private int _received;
    private long _total;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var began = time.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience - _waited, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        int read;
        try
        {
            read = await body.ReadAsync(buffer, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && patience.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body does not come.", StatusCodes.Status408RequestTimeout);
        }

        _total += read;
        if (_total > limit)
        {
            throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }

        _waited += time.GetElapsedTime(began);
        _received += Math.Min(read, LeastBytes);
        if (_received >= LeastBytes)
        {
            (_waited, _received) = (TimeSpan.Zero, 0);
        }
        else if (_waited > Patience)
        {
            _waited = Patience;
        }

        return read;
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Flush()
    {
        // Nothing is written.
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
