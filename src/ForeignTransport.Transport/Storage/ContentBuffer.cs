using System.Buffers;

namespace ForeignTransport.Transport.Storage;

/// <summary>
/// The bytes of one small content (a single chunk), shared by the recent-content cache and any number of readers. Counted
/// references, because arrays of the large object heap are rented: the last one out returns the array.
/// </summary>
internal sealed class ContentBuffer
{
    /// <summary>Arrays from here on would land on the large object heap, where 400 of them a second cost full collections.</summary>
    private const int RentFrom = 80_000;

    private readonly byte[] _array;
    private int _references = 1;

    /// <summary>A buffer of <paramref name="length"/> bytes to be filled by <see cref="Writable"/>, with one reference.</summary>
    public ContentBuffer(int length, int headLength)
    {
        Length = length;
        HeadLength = headLength;
        _array = length < RentFrom
            ? GC.AllocateUninitializedArray<byte>(length)
            : ArrayPool<byte>.Shared.Rent(length);
    }

    public int Length { get; }

    public int HeadLength { get; }

    /// <summary>Bytes of memory it keeps, which for a rented array is more than <see cref="Length"/>.</summary>
    public int Footprint => _array.Length;

    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, Length);

    /// <summary>For its creator only, before anyone else sees it.</summary>
    public Span<byte> Writable => _array.AsSpan(0, Length);

    /// <summary>Takes another reference. The caller must know that one is held meanwhile.</summary>
    public ContentBuffer AddReference()
    {
        Interlocked.Increment(ref _references);
        return this;
    }

    /// <summary>Gives a reference back.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0 && Length >= RentFrom)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }
    }
}
