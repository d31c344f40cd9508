using System.Text;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

/// <summary>Writes files and submits them the way the directories do.</summary>
internal static class Files
{
    public static readonly SubmissionContext Context = new(
        Now: new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero),
        MessageGuid: new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
        ServerFqdn: "hub01.contoso.com",
        ProductName: "ForeignTransport",
        ProductVersion: "0.1.0",
        DefaultDomain: "contoso.com",
        FileSize: 0,
        MaxHeaderSize: 65_536,
        MaxRecipients: 100);

    public const string OwnReceived = "with ForeignTransport id 0.1.0; Mon, 23 Nov 2026 12:00:00 +0000";

    /// <summary>Header lines joined by CRLF, a blank line, a body.</summary>
    public static byte[] Of(params string[] headerLines) => Encoding.UTF8.GetBytes(string.Join("\r\n", headerLines) + "\r\n\r\nbody\r\n");

    public static SubmissionDecision Pickup(byte[] file, SubmissionContext? context = null) =>
        PickupRules.Decide(file, headIsWholeFile: true, (context ?? Context) with { FileSize = file.Length });

    public static SubmissionDecision Replay(byte[] file, SubmissionContext? context = null) =>
        ReplayRules.Decide(file, headIsWholeFile: true, (context ?? Context) with { FileSize = file.Length });

    public static AcceptedMessage Accepted(this SubmissionDecision decision) => Assert.IsType<SubmissionDecision.Accept>(decision).Message;

    public static string BadmailName(this SubmissionDecision decision) => Assert.IsType<SubmissionDecision.Badmail>(decision).Reason.Entry.Name;

    public static string Text(this AcceptedMessage message) => Encoding.UTF8.GetString(message.Head);

    /// <summary>The header lines as they will be sent, unfolded.</summary>
    public static string[] Lines(this AcceptedMessage message)
    {
        var text = message.Text();
        Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
        return text[..^4].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n");
    }

    public static string[] Addresses(this AcceptedMessage message) => [.. message.Envelope.Recipients.Select(recipient => recipient.Address)];
}
