using System.Text;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Tests.Submission;

namespace ForeignTransport.Transport.Tests.Delivery;

/// <summary>Messages to drop, in few words.</summary>
internal static class Drops
{
    public static Func<bool> MayAct { get; } = () => true;

    public static StagingMarkers Markers { get; } = new("Hub01");

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static MessageId Id(int number) => MessageId.Create(Now, (ushort)number, (ulong)number);

    public static string FileName(int number, int ordinal = 1) => DropFileName.Create(Now, "Hub01", Id(number), ordinal).ToString();

    public static DeliveryCommands.DropToStage Stage(int number, int ordinal = 1) => new(
        new DropKey(Id(number), ordinal),
        FileName(number, ordinal),
        new Envelope("bob@contoso.com", [new EnvelopeRecipient("IMCEAFAX-1@contoso.com")]),
        new TraceInfo(Source: "Pickup"),
        Size: 1000,
        PossibleDuplicate: false);

    public static DeliveryCommands.DropToPublish Publish(int number, int ordinal = 1) =>
        new(new DropKey(Id(number), ordinal), FileName(number, ordinal));

    public static byte[] Body(int number, int size)
    {
        var body = new byte[size];
        new Random(number).NextBytes(body);
        return body;
    }

    /// <summary>Puts a message with a body of that many random bytes into the store.</summary>
    public static void Put(this MemoryMessageStore store, int number, int bodySize = 20)
    {
        var head = Encoding.ASCII.GetBytes($"From: bob@contoso.com\r\nSubject: {number}\r\n\r\n");
        store.Put(Id(number), [.. head, .. Body(number, bodySize)], head.Length);
    }

    /// <summary>What follows the header of a drop file.</summary>
    public static byte[] BodyOf(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes[(bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];
    }
}
