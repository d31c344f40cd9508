using System.Text;
using MimeKit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>A file of a Drop directory as a gateway reads it: envelope lines, header, body.</summary>
internal sealed class DroppedFile
{
    private static readonly byte[] EndOfHeader = "\r\n\r\n"u8.ToArray();

    private readonly byte[] _content;

    private DroppedFile(string path, byte[] bytes)
    {
        Path = path;
        Bytes = bytes;
        var text = Encoding.Latin1.GetString(bytes);
        var end = text.IndexOf("X-EndOfInjectedXHeaders:", StringComparison.Ordinal);
        end = text.IndexOf("\r\n", end, StringComparison.Ordinal) + 2;
        Injected = text[..end].TrimEnd().Split("\r\n");
        _content = bytes[end..];
        Body = _content[(_content.AsSpan().IndexOf(EndOfHeader) + EndOfHeader.Length)..];
        Head = Encoding.Latin1.GetString(_content.AsSpan(0, _content.Length - Body.Length));
    }

    public string Path { get; }

    public byte[] Bytes { get; }

    /// <summary>The X-headers before the message.</summary>
    public IReadOnlyList<string> Injected { get; }

    /// <summary>The message's own header, with the blank line.</summary>
    public string Head { get; }

    /// <summary>Everything after the blank line.</summary>
    public byte[] Body { get; }

    public string Sender => Injected.Single(line => line.StartsWith("X-Sender:", StringComparison.Ordinal))["X-Sender: ".Length..];

    public string[] Receivers =>
        [.. Injected.Where(line => line.StartsWith("X-Receiver:", StringComparison.Ordinal)).Select(line => line["X-Receiver: ".Length..])];

    public static DroppedFile Read(string path) => new(path, File.ReadAllBytes(path));

    /// <summary>The message without the envelope lines.</summary>
    public MimeMessage Parse() => MimeMessage.Load(new MemoryStream(_content));

    /// <summary>The fields of a DSN: those of the message, then a group for each recipient; without blanks after the type of a value.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> StatusGroups() =>
    [
        .. Parse().BodyParts.OfType<MessageDeliveryStatus>().Single().StatusGroups.Select(
            group => group.ToDictionary(field => field.Field, field => field.Value.Replace("; ", ";", StringComparison.Ordinal)))
    ];
}
