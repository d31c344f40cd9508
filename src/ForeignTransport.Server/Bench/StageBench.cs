using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// Measures each durable stage of a message's way alone: content, journal, staged files, directory scan. What a stage cannot do alone,
/// the server cannot do either; the figures and the budget that follows are in docs/performance.md.
/// </summary>
/// <remarks>CPU is that of the whole process, user and system, without the kernel's own write-back.</remarks>
internal static class StageBench
{
    private static readonly TimeSpan CellTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Runs all stages in a folder of its own below <paramref name="directory"/>, which it removes; takes under a minute.</summary>
    public static async Task RunAsync(string directory, TextWriter output)
    {
        var folder = Directory.CreateDirectory(Path.Combine(directory, $"stages-{Environment.ProcessId}")).FullName;
        try
        {
            await MeasureContentAsync(folder, output);
            await MeasureJournalAsync(folder, output);
            await MeasureFilesAsync(folder, output);
            await MeasureScanAsync(folder, output);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureContentAsync(string folder, TextWriter output)
    {
        await output.WriteLineAsync("content store: append, read and release, 16 callers");
        var path = Path.Combine(folder, "content.db");
        SqliteMessageStore.EnsureSchema(path);
        await using var store = new SqliteMessageStore(new SqliteMessageStoreOptions { Path = path });
        foreach (var (size, batch, count) in ((int, int, int)[])[(2_000, 8, 4_000), (2_000, 8, 40_000), (2_000, 1, 10_000), (20_000, 8, 8_000), (200_000, 2, 1_600)])
        {
            var body = RandomNumberGenerator.GetBytes(size);
            var (next, last) = (0, Environment.TickCount64);
            var run = await Run.OfAsync(count, () => Parallel.ForEachAsync(
                Enumerable.Range(0, count / batch),
                new ParallelOptions { MaxDegreeOfParallelism = 16 },
                async (_, cancellationToken) =>
                {
                    var number = Interlocked.Add(ref next, batch);
                    var contents = Enumerable.Range(number - batch, batch)
                        .Select(i => new ContentToStore(new MessageId((ulong)last << 16, (ulong)i), body.AsMemory(0, 300), body.AsMemory(300)))
                        .ToArray();
                    var ids = Array.ConvertAll(contents, content => content.Id);
                    await store.AppendAsync(contents, cancellationToken);
                    foreach (var content in await store.ReadAsync(ids, cancellationToken))
                    {
                        content!.Dispose();
                    }

                    await store.ReleaseAsync(ids, cancellationToken);
                }));
            await run.WriteAsync(output, $"{size,7} B, {batch} an append");
        }

        var latency = await LatencyAsync(300, i => store.AppendAsync(
            [new ContentToStore(new MessageId(1, (ulong)i), new byte[300], new byte[1_700])], CancellationToken.None));
        await output.WriteLineAsync($"  one 2 KB append at a time: {latency}");
        var file = new FileInfo(path);
        await output.WriteLineAsync(Text($"  file {file.Length >> 20} MiB, log {new FileInfo(path + "-wal").Length >> 20} MiB"));
    }

    private static async Task MeasureJournalAsync(string folder, TextWriter output)
    {
        await output.WriteLineAsync("journal: one persistent actor, PersistAsync, 16 events under way");
        var persistence = SqlitePersistence.Prepare(Path.Combine(folder, "journal.db"));
        using var system = ActorSystem.Create(
            "stages", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(persistence.Hocon), persistence.Setup));
        var writer = system.ActorOf(Props.Create(() => new EventWriter()), "writer");
        await writer.Ask<EventWriter.Done>(new EventWriter.Write(500, 300, 16));
        foreach (var (size, messages, count) in ((int, int, int)[])[(10_000, 50, 3_000), (300, 1, 20_000)])
        {
            var run = await Run.OfAsync(count * messages, () => writer.Ask<EventWriter.Done>(new EventWriter.Write(count, size, 16), TimeSpan.FromMinutes(1)));
            await run.WriteAsync(output, Text($"{size,7} B, {messages} messages an event"));
        }

        var latency = await LatencyAsync(300, _ => writer.Ask<EventWriter.Done>(new EventWriter.Write(1, 1_000, 1)));
        await output.WriteLineAsync($"  one 1 KB event at a time: {latency}");
        await system.Terminate();
    }

    private static async Task MeasureFilesAsync(string folder, TextWriter output)
    {
        await output.WriteLineAsync("staged files: write, flush, rename, flush directory");
        foreach (var size in (int[])[2_000, 20_000])
        {
            foreach (var count in (int[])[1, 10, 100])
            {
                foreach (var (name, flush) in ((string, Action<List<SafeFileHandle>>)[])
                    [
                        ("syncfs", files => DurableFiles.TryFlushFileSystem(files[0])),
                        ("fdatasync each", files => files.ForEach(DurableFiles.FlushFile)),
                        ("fdatasync by 8", files => Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 8 }, DurableFiles.FlushFile)),
                    ])
                {
                    var run = MeasureFiles(folder, RandomNumberGenerator.GetBytes(size), count, flush);
                    await run.WriteAsync(output, Text($"{size,7} B x {count,3}, {name}"));
                }
            }
        }
    }

    private static Run MeasureFiles(string folder, byte[] content, int count, Action<List<SafeFileHandle>> flush)
    {
        var drop = Directory.CreateDirectory(Path.Combine(folder, "drop")).FullName;
        var staging = Directory.CreateDirectory(Path.Combine(drop, ".staging")).FullName;
        using var directory = DurableFiles.OpenDirectory(drop);
        var run = Run.Start();
        while (run.Elapsed < CellTime)
        {
            var files = new List<SafeFileHandle>(count);
            for (var i = 0; i < count; i++)
            {
                files.Add(File.OpenHandle(Path.Combine(staging, $"{i}.tmp"), FileMode.CreateNew, FileAccess.Write));
                RandomAccess.Write(files[i], content, 0);
            }

            flush(files);
            files.ForEach(file => file.Dispose());
            for (var i = 0; i < count; i++)
            {
                DurableFiles.RenameNoReplace(Path.Combine(staging, $"{i}.tmp"), Path.Combine(drop, $"{i}.eml"));
            }

            DurableFiles.FlushDirectory(directory);
            run.Pause(count);
            Directory.GetFiles(drop).ToList().ForEach(File.Delete);
            run.Resume();
        }

        return run;
    }

    private static async Task MeasureScanAsync(string folder, TextWriter output)
    {
        const int Files = 100_000;
        await output.WriteLineAsync("directory scan: the oldest of 100,000 files");
        var pickup = Directory.CreateDirectory(Path.Combine(folder, "pickup")).FullName;
        for (var i = 0; i < Files; i++)
        {
            File.OpenHandle(Path.Combine(pickup, $"{i}.eml"), FileMode.CreateNew, FileAccess.Write).Dispose();
        }

        foreach (var limit in (int[])[100, 5_000])
        {
            var run = Run.Start();
            DirectoryScan.Oldest(pickup, limit);
            run.Pause(Files);
            await run.WriteAsync(output, Text($"the {limit} oldest"));
        }
    }

    private static async Task<string> LatencyAsync(int count, Func<int, Task> action)
    {
        var milliseconds = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await action(i);
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        milliseconds.Sort();
        return Text($"p50 {milliseconds[count / 2]:F2} ms, p99 {milliseconds[count * 99 / 100]:F2} ms");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Messages, time and CPU of one measurement.</summary>
    private sealed class Run
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private TimeSpan _cpuAtStart = Environment.CpuUsage.TotalTime;
        private TimeSpan _cpu;
        private int _messages;

        public TimeSpan Elapsed => _watch.Elapsed;

        public static Run Start() => new();

        public static async Task<Run> OfAsync(int messages, Func<Task> action)
        {
            var run = Start();
            await action();
            run.Pause(messages);
            return run;
        }

        public void Pause(int messages)
        {
            _watch.Stop();
            _cpu += Environment.CpuUsage.TotalTime - _cpuAtStart;
            _messages += messages;
        }

        public void Resume()
        {
            _cpuAtStart = Environment.CpuUsage.TotalTime;
            _watch.Start();
        }

        public Task WriteAsync(TextWriter output, string what) => output.WriteLineAsync(Text(
            $"  {what,-40} {_messages / _watch.Elapsed.TotalSeconds,8:F0}/s {_cpu.TotalMicroseconds / _messages,8:F1} us CPU each"));
    }

    /// <summary>Keeps a number of events under way until all are persisted; answers <see cref="Done"/>.</summary>
    private sealed class EventWriter : UntypedPersistentActor
    {
        private byte[] _event = [];
        private int _unsent;
        private int _unpersisted;
        private IActorRef _asker = ActorRefs.Nobody;

        public override string PersistenceId => "stage-bench";

        protected override void OnCommand(object message)
        {
            if (message is not Write write)
            {
                Unhandled(message);
                return;
            }

            _event = RandomNumberGenerator.GetBytes(write.Size);
            (_unsent, _unpersisted, _asker) = (write.Count, write.Count, Sender);
            for (var i = 0; i < write.UnderWay; i++)
            {
                PersistNext();
            }
        }

        protected override void OnRecover(object message)
        {
            // Nothing to rebuild: the events are only weight.
        }

        private void PersistNext()
        {
            if (_unsent == 0)
            {
                return;
            }

            _unsent--;
            PersistAsync(_event, _ =>
            {
                PersistNext();
                if (--_unpersisted == 0)
                {
                    _asker.Tell(new Done());
                }
            });
        }

        internal sealed record Write(int Count, int Size, int UnderWay);

        internal sealed record Done;
    }
}
