using System.Text;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Submission;
using ForeignTransport.Transport.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>A Pickup or Replay directory with an <see cref="Intake"/> and nothing else.</summary>
internal sealed class IntakeDirectory : IDisposable
{
    public const string Claimant = "Hub01/Pickup/0";
    public const int Partitions = 16;

    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();

    public MemoryMessageStore Store { get; } = new();

    public FakeTimeProvider Time { get; } = new(Start);

    public IntakeSettings Settings { get; init; } = new(
        "hub01.contoso.com", "1.0", "contoso.com", 64 * 1024, 100, null, 150L << 20, true, ["MSExchange15"], TimeSpan.FromDays(2));

    public string Path => _directory.Path;

    /// <summary>Everything in the directory, by name.</summary>
    public string[] Names => [.. Directory.EnumerateFileSystemEntries(Path).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static string Pickup(string to = "mary@fabrikam.com", string body = "hello\r\n") =>
        $"From: bob@contoso.com\r\nTo: {to}\r\nSubject: s\r\n\r\n{body}";

    public static string Replay(string receiver = "mary@fabrikam.com", string body = "hello\r\n") =>
        $"X-Sender: <bob@contoso.com>\r\nX-Receiver: <{receiver}>\r\nSubject: s\r\n\r\n{body}";

    public string File(string name) => _directory.File(name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        FinishedFile.Write(File(name), bytes);
        return name;
    }

    public string Read(string name) => System.IO.File.ReadAllText(File(name));

    public Task<IntakeResult> TakeAsync(params string[] names) => TakeAsync(SubmissionKind.Pickup, names);

    public Task<IntakeResult> TakeAsync(SubmissionKind kind, params string[] names) =>
        TakeAsync(kind, [.. names.Select(name => new SubmittedFile(name, null, 0))]);

    public Task<IntakeResult> TakeAsync(SubmissionKind kind, params SubmittedFile[] files) => TakeAsync(kind, Store, files);

    public Task<IntakeResult> TakeAsync(SubmissionKind kind, IMessageStore store, params SubmittedFile[] files) =>
        new Intake(kind, Path, store, Time, Claimant).TakeAsync(files, slot: 5, Partitions, Settings);

    /// <summary>A claim as an earlier incarnation left it.</summary>
    public SubmittedFile Claim(string name, string text)
    {
        var id = MessageId.Create(Start.AddHours(-1), 5, 42);
        var claim = ClaimName.Format(name, id);
        Write(claim, text);
        return new SubmittedFile(claim, id, text.Length);
    }

    public void Dispose() => _directory.Dispose();
}
