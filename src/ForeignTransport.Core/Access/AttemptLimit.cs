using System.Net;
using System.Net.Sockets;

namespace ForeignTransport.Core.Access;

/// <summary>
/// Slows whoever guesses. After <see cref="FreeFailures"/> failures within a minute an address must wait before each further attempt: 1 s, then 2, 4
/// and so on up to a minute. An attempt that succeeds, or a quarter of an hour without failure, makes it new.
/// </summary>
/// <remarks>
/// IPv6 addresses count by their /64, which is what one machine is given to choose from. Memory is bounded: when it is full, the
/// address whose last failure is the longest ago is forgotten, so that whoever has many addresses wins some attempts and nothing else.
/// Safe for several threads.
/// </remarks>
/// <param name="capacity">Addresses to remember.</param>
public sealed class AttemptLimit(int capacity = 4096)
{
    /// <summary>Failures within a minute that cost nothing: people paste the wrong token.</summary>
    public const int FreeFailures = 5;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, LinkedListNode<Record>> _byAddress = [];

    /// <summary>In the order of their last failure.</summary>
    private readonly LinkedList<Record> _records = new();

    /// <summary>Addresses that are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byAddress.Count;
            }
        }
    }

    /// <summary>How long this address must wait before it may try; null when it may try now.</summary>
    public TimeSpan? Wait(IPAddress address, DateTimeOffset now)
    {
        lock (_lock)
        {
            return _byAddress.TryGetValue(Key(address), out var node) && node.Value.Until > now ? node.Value.Until - now : null;
        }
    }

    /// <summary>An attempt that was let through failed.</summary>
    public void Fail(IPAddress address, DateTimeOffset now)
    {
        lock (_lock)
        {
            Forget(now);
            var key = Key(address);
            var failed = _byAddress.TryGetValue(key, out var node) ? Next(node.Value, now) : new Record(key, 1, now, now, now);
            if (node is not null)
            {
                _records.Remove(node);
            }
            else if (_byAddress.Count >= capacity)
            {
                Remove(_records.First!);
            }

            _byAddress[key] = _records.AddLast(failed);
        }
    }

    /// <summary>An attempt succeeded.</summary>
    public void Succeed(IPAddress address)
    {
        lock (_lock)
        {
            if (_byAddress.TryGetValue(Key(address), out var node))
            {
                Remove(node);
            }
        }
    }

    private static Record Next(Record before, DateTimeOffset now)
    {
        if (before.Failures < FreeFailures && now - before.First > Window)
        {
            return new(before.Address, 1, now, now, now);
        }

        var failures = before.Failures + 1;
        var doublings = Math.Min(failures - FreeFailures, 6);
        var wait = doublings < 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(1L << doublings);
        return before with { Failures = failures, Last = now, Until = now + (wait < Longest ? wait : Longest) };
    }

    private static IPAddress Key(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }

    private void Forget(DateTimeOffset now)
    {
        while (_records.First is { } oldest && now - oldest.Value.Last > Memory)
        {
            Remove(oldest);
        }
    }

    private void Remove(LinkedListNode<Record> node)
    {
        _records.Remove(node);
        _byAddress.Remove(node.Value.Address);
    }

    private sealed record Record(IPAddress Address, int Failures, DateTimeOffset First, DateTimeOffset Last, DateTimeOffset Until);
}
