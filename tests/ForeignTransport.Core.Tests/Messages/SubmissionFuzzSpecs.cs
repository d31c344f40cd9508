using System.Text;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tests.Messages.Corpus;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

/// <summary>
/// Mutates the corpus with a fixed seed and holds every decision against what must be true of any file. The number of files a run
/// is raised by the environment variable FOREIGN_TRANSPORT_FUZZ.
/// </summary>
public class SubmissionFuzzSpecs
{
    private static readonly string[] Splices =
    [
        "\r", "\n", "\r\n", "\r\n\r\n", "\r\n ", "\0", ":", ",", ";", "<", ">", "\"", "(", ")", "[", "]", "\\", "@", "=?", "?=", "; ", "+", "%",
        "\u00EF\u00BB\u00BF", "\u00E2\u0080\u00A8", "\u0085", "\u00FF", "From: a@b.c\r\n", "\r\nBcc: b@b.c\r\n", "\r\nX-Sender: <>\r\n", "X-Receiver: <r@b.c>",
        "[FAX:+1 (2)]", "[X400:c=us;a= ;p=x]", "((((((((", "g:g:g:g:", "<<<<", "=?utf-8?B?DQo=?=", "=?utf-8?Q?=0A?=", " NOTIFY=NEVER", " ORCPT=x;+0A",
        "; X-ExtendedProps=AA==", "\r\nX-MS-Exchange-Organization-X: 1", "\r\nContent-Type: multipart/x", "xn--", "IMCEAEX-_o=x@contoso.com"
    ];

    private static int Runs =>
        int.TryParse(Environment.GetEnvironmentVariable("FOREIGN_TRANSPORT_FUZZ"), out var runs) ? runs : 4_000;

    [Theory]
    [InlineData(20261123)]
    [InlineData(42)]
    public void should_hold_every_guarantee_when_files_are_mutated(int seed)
    {
        var random = new Random(seed);
        var seeds = MalformedFiles.All.Values.ToArray();
        var outcomes = new Dictionary<string, int>();
        for (var run = 0; run < Runs; run++)
        {
            var file = Mutate(seeds[random.Next(seeds.Length)], random);
            try
            {
                Check(Files.Pickup(file, Files.Context with { RefuseReplayLookalikes = random.Next(2) == 0 }), file, isPickup: true, outcomes);
                Check(Files.Replay(file), file, isPickup: false, outcomes);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, run {run}: {exception}\n{Convert.ToBase64String(file)}");
            }
        }

        // A fuzzer that only makes badmail proves nothing.
        Assert.InRange(outcomes["accepted"], Runs / 10, 2 * Runs);
        Assert.InRange(outcomes["badmail"], Runs / 10, 2 * Runs);
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var file = seed.ToList();
        for (var edits = random.Next(1, 6); edits > 0 && file.Count > 0; edits--)
        {
            var at = random.Next(file.Count);
            switch (random.Next(5))
            {
                case 0:
                    file[at] = (byte)random.Next(256);
                    break;
                case 1:
                    file.RemoveRange(at, Math.Min(random.Next(1, 20), file.Count - at));
                    break;
                case 2:
                    file.InsertRange(at, file.Skip(random.Next(file.Count)).Take(random.Next(1, 60)).ToArray());
                    break;
                default:
                    file.InsertRange(at, Encoding.Latin1.GetBytes(Splices[random.Next(Splices.Length)]));
                    break;
            }
        }

        return [.. file];
    }

    private static void Check(SubmissionDecision decision, byte[] file, bool isPickup, Dictionary<string, int> outcomes)
    {
        var outcome = decision is SubmissionDecision.Accept ? "accepted" : "badmail";
        outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        if (decision is SubmissionDecision.Badmail(var reason))
        {
            AssertPrintable(reason.ToString());
            return;
        }

        var message = decision.Accepted();
        AssertHead(message, isPickup);
        Assert.True(HeaderBlock.FindEnd(file, out var bodyOffset));
        Assert.Equal(bodyOffset, message.BodyOffset);
        Assert.NotEqual(0, message.Envelope.Recipients.Length + message.Refused.Length);
        AssertPrintable(message.Subject, message.InternetMessageId, message.HeaderFrom, message.Envelope.ReversePath, message.Envelope.EnvelopeId,
            message.Envelope.Auth, message.Trace.CreatedBy, message.Trace.HeloDomain, message.Trace.ExtendedProperties, message.Trace.Source,
            message.Trace.SourceAddress);
        foreach (var recipient in message.Envelope.Recipients)
        {
            AssertPrintable(recipient.Address, recipient.OriginalRecipient, recipient.ExtendedProperties);
        }

        foreach (var refused in message.Refused)
        {
            AssertPrintable(refused.Address, refused.Status, refused.Diagnostic, refused.OriginalRecipient);
        }

        foreach (var warning in message.Warnings)
        {
            AssertPrintable(warning.Detail);
        }

        AssertReplays(message, file);
    }

    private static void AssertHead(AcceptedMessage message, bool isPickup)
    {
        var head = Encoding.Latin1.GetString(message.Head);
        Assert.EndsWith("\r\n\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain(head.Replace("\r\n", "", StringComparison.Ordinal), character => character is '\r' or '\n');
        Assert.True(HeaderBlock.FindEnd(message.Head, out var end));
        Assert.Equal(message.Head.Length, end);

        Assert.True(HeaderBlock.TryParse(message.Head, out var block, out _));
        Assert.Equal(HeaderKind.Received, block.Fields[0].Kind);
        Assert.Equal(message.Head, block.ToArray());
        Assert.Equal(isPickup ? 1 : 0, block.RemoveAll(isPickup ? HeaderFirewall.IsRemovedByPickup : kind => kind == HeaderKind.Bcc));
        if (!Files.Context.TrustedCreatedBy.Contains(message.Trace.CreatedBy ?? "", StringComparer.Ordinal))
        {
            Assert.Equal(0, block.RemoveAll(HeaderFirewall.IsTrusted));
        }
    }

    /// <summary>Whatever was accepted can be dropped, and replayed to the same recipients with the same bytes.</summary>
    private static void AssertReplays(AcceptedMessage message, byte[] file)
    {
        if (message.Envelope.Recipients.IsEmpty)
        {
            return;
        }

        var body = file[message.BodyOffset..];
        byte[] dropped = [.. DropFile.ComposeHead(new DropFileHead(message.Envelope, message.Trace, "Notes", body.Length), message.Head), .. body];
        var replayed = Files.Replay(dropped).Accepted();
        Assert.Equal(message.Envelope with { Recipients = [] }, replayed.Envelope with { Recipients = [] });
        Assert.Equal(message.Envelope.Recipients.Select(DropFileRoundTripSpecs.WithSafeEnd).ToArray(), replayed.Envelope.Recipients.ToArray());
        Assert.Equal(body, dropped[replayed.BodyOffset..]);
    }

    private static void AssertPrintable(params string?[] texts) =>
        Assert.All(texts, text => Assert.DoesNotContain(text ?? string.Empty, character => char.IsControl(character) || character is '\u2028' or '\u2029'));
}
