using System.Buffers.Binary;
using System.Text;
using ForeignTransport.Transport.Storage;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>Counts how often a directory is listed, and how often each file in it is opened, by whomever: inotify tells.</summary>
internal sealed class OpenCounter : IDisposable
{
    private const uint Opened = 0x20;
    private const uint IsDirectory = 0x4000_0000;
    private const uint Overflow = 0x4000;
    private const int HeaderBytes = 16;

    private readonly SafeFileHandle _notices;
    private readonly byte[] _buffer = new byte[64 << 10];

    public OpenCounter(string directory)
    {
        _notices = new SafeFileHandle(LinuxFiles.WatchInitialize(LinuxFiles.OpenNonBlocking | LinuxFiles.OpenCloseOnExec), ownsHandle: true);
        Assert.True(LinuxFiles.WatchAdd(_notices, directory, Opened) >= 0);
    }

    public Dictionary<string, int> Files { get; } = new(StringComparer.Ordinal);

    public int Listings { get; private set; }

    /// <summary>Counts what happened since.</summary>
    public void Read()
    {
        for (nint length; (length = LinuxFiles.Read(_notices, _buffer, _buffer.Length)) > 0;)
        {
            for (var at = 0; at < length;)
            {
                var notice = _buffer.AsSpan(at);
                var mask = BinaryPrimitives.ReadUInt32LittleEndian(notice[4..]);
                var nameBytes = BinaryPrimitives.ReadInt32LittleEndian(notice[12..]);
                Assert.Equal(0u, mask & Overflow);
                var name = Encoding.UTF8.GetString(notice.Slice(HeaderBytes, nameBytes)).TrimEnd('\0');
                if ((mask & IsDirectory) != 0)
                {
                    Listings += name.Length == 0 ? 1 : 0;
                }
                else
                {
                    Files[name] = Files.GetValueOrDefault(name) + 1;
                }

                at += HeaderBytes + nameBytes;
            }
        }
    }

    public void Dispose() => _notices.Dispose();
}
