using System.Buffers;
using ForeignTransport.Core.Errors;
using Microsoft.Win32.SafeHandles;

namespace ForeignTransport.Transport.Submission;

/// <summary>
/// A message that came in a stream: in memory when it is small, else in a file of this server that goes when this is disposed of. A size is never
/// believed before the last byte is there.
/// </summary>
internal sealed class SpooledMessage : IDisposable
{
    private const int FirstBytes = 64 * 1024;
    private const int CopyBytes = 256 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _filled;
    private long _length;
    private SafeFileHandle? _file;

    private SpooledMessage()
    {
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The message. What it throws is the submitter's failure, and thrown on.</param>
    /// <param name="limit">Most bytes; it is not read further.</param>
    /// <param name="directory">Where large ones are kept meanwhile.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message, or why there is none.</returns>
    public static async Task<(SpooledMessage? Message, TransportError? Error)> ReadAsync(
        Stream stream, long limit, string directory, CancellationToken cancellationToken)
    {
        var message = new SpooledMessage();
        try
        {
            var error = await message.FillAsync(stream, limit, cancellationToken)
                ?? (message._filled == SubmittedBytes.WholeLimit ? await message.SpoolAsync(stream, limit, directory, cancellationToken) : null);
            if (error is null)
            {
                return (message, null);
            }

            message.Dispose();
            return (null, error);
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    /// <summary>Removes what a server that died left in the directory.</summary>
    public static void RemoveLeftBehind(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>The message, with as much in memory as the rules want to see of its header.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public SubmittedBytes Bytes(long maxHeaderSize)
    {
        var wanted = (int)Math.Min(_length, Math.Min(maxHeaderSize, Array.MaxLength - 1) + 1);
        if (wanted > _filled)
        {
            // A limit of more than what is in memory anyway.
            Grow(wanted);
            while (_filled < wanted && RandomAccess.Read(_file!, _buffer.AsSpan(_filled, wanted - _filled), _filled) is var read and > 0)
            {
                _filled += read;
            }
        }

        return new SubmittedBytes(_buffer.AsMemory(0, _filled), _length, _file);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _file?.Dispose();
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private static TransportError TooLarge(long limit) => ErrorCatalogue.MessageTooLarge.With($"at most {limit} bytes");

    private async Task<TransportError?> FillAsync(Stream stream, long limit, CancellationToken cancellationToken)
    {
        while (_filled < SubmittedBytes.WholeLimit)
        {
            if (_filled == _buffer.Length)
            {
                Grow(Math.Min(4 * _filled, SubmittedBytes.WholeLimit));
            }

            var room = Math.Min(_buffer.Length, SubmittedBytes.WholeLimit) - _filled;
            var read = await stream.ReadAsync(_buffer.AsMemory(_filled, room), cancellationToken);
            if (read == 0)
            {
                break;
            }

            _filled += read;
            _length = _filled;
            if (_length > limit)
            {
                return TooLarge(limit);
            }
        }

        return null;
    }

    private async Task<TransportError?> SpoolAsync(Stream stream, long limit, string directory, CancellationToken cancellationToken)
    {
        var part = ArrayPool<byte>.Shared.Rent(CopyBytes);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(part, cancellationToken)) > 0)
            {
                if (_length + read > limit)
                {
                    return TooLarge(limit);
                }

                if (Write(part.AsSpan(0, read), directory) is { } error)
                {
                    return error;
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }
    }

    private TransportError? Write(ReadOnlySpan<byte> part, string directory)
    {
        try
        {
            if (_file is null)
            {
                Directory.CreateDirectory(directory);
                _file = File.OpenHandle(
                    Path.Combine(directory, $"{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, FileOptions.DeleteOnClose);
                RandomAccess.Write(_file, _buffer.AsSpan(0, _filled), 0);
            }

            RandomAccess.Write(_file, part, _length);
            _length += part.Length;
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return ErrorCatalogue.SubmissionNotSpooled.With(cause.Message);
        }
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
