using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using ForeignTransport.Server.Bench;
using MimeKit;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>
/// Every way in which a message can end, taken through the real server: what is submitted, and what its sender is told, no more and no less.
/// The rows are those of the tables of categorizer.md, sections 11, 14 and 22.2.
/// </summary>
public sealed class DsnConversationSpecs : IDisposable
{
    private const string Sender = "sally@fabrikam.com";
    private const int Partitions = 16;

    /// <summary>Delays and expiries are looked for every 30 s; the first look finds what is delayed, even when it comes late, and the second what has expired.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private readonly TemporaryDirectory _root = TemporaryDirectory.Below(Path.GetTempPath());
    private readonly string _data;
    private readonly string _outbox;
    private readonly ITestOutputHelper _output;
    private int _files;

    private static readonly Row[] Rows =
    [
        // Permanent failures, by situation.
        new("unknown", ["<nobody@contoso.com>"], Failed("5.1.1", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found")),
        new("unknown legacy name", ["<IMCEAEX-_O=FIRST_CN=NOBODY@contoso.com>"], Failed("5.1.1", "550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found")),
        new("bad x400", ["<IMCEAX400-nonsense@contoso.com>"], Failed("5.1.2", "550 5.1.2 RESOLVER.ADR.InvalidX400; invalid X.400 address")),
        new("smtp in imcea", ["<IMCEASMTP-bob+40example+2Eorg@contoso.com>"], Failed("5.1.3", "550 5.1.3 RESOLVER.ADR.InvalidEncapsulation; invalid address")),
        new("no connector", ["<IMCEATELEX-123@contoso.com>"], Failed("5.4.4", "550 5.4.4 ROUTING.NoConnector; no connector serves this address type")) { IsCopied = true },
        new("too large for every route", ["<x@small.example>"], Failed("5.3.4", "550 5.3.4 ROUTING.SizeLimit; message too large for every route")) { Size = 100_000 },
        new("too large for the recipient", ["<limited@contoso.com>"], Failed("5.2.3", "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient")) { Size = 100_000 },
        new("too large for the sender", ["<IMCEAFAX-1@contoso.com>"], Failed("5.2.3", "550 5.2.3 RESOLVER.RST.SenderSizeLimit; message too large for this sender"))
            { Size = 100_000, From = "<small@fabrikam.com>" },
        new("too many recipients", [.. Enumerable.Range(0, 21).Select(i => $"<IMCEAFAX-{i}@contoso.com>")],
            Failed("5.5.3", "550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients")) { Recipients = 21 },
        new("not authorized", ["<guarded@contoso.com>"], Failed("5.7.1", "550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized")),
        new("not authenticated", ["<inside@contoso.com>"], Failed("5.7.1", "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required")) { From = $"<{Sender}> AUTH=<>" },
        new("auf Deutsch", ["<guarded@contoso.com>"], Told("Unzustellbar", "failed", "5.7.1", "550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized"))
        {
            Header = "Accept-Language: de-AT, en;q=0.5",
            Words = "    Diese Nummer nimmt nichts an. Fragen Sie die Größen & Kleinen.\r\n"
        },
        new("to the manager", ["<managed@contoso.com>"], Failed("5.2.3", "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient"))
            { Size = 100_000, ToldTo = "<boss@fabrikam.com>", OriginalRecipient = "rfc822;managed@contoso.com" },
        new("forwarding loop", ["<ping@contoso.com>"], Failed("5.4.6", "550 5.4.6 RESOLVER.FWD.Loop; recipients forward to one another")) { IsCopied = true },
        new("hop count", ["<IMCEAFAX-1@contoso.com>"], Failed("5.4.6", "554 5.4.6 Hop count exceeded - possible mail loop")) { Hops = 31, IsCopied = true },
        new("refused by the gateway", ["<refused@confirmed.example>"], Failed("5.0.0", "number is not in service")),
        new("removed", ["<IMCEAPAGER-9@contoso.com>"], Failed("4.3.2", "550 4.3.2 QUEUE.Admin; message deleted by administrative action")),
        new("removed quietly", ["<IMCEAPAGER-9@contoso.com>"]),

        // NOTIFY: D1 to D8, and who is never told.
        new("D2 never", ["<nobody@contoso.com> NOTIFY=NEVER"]),
        new("D3 success only", ["<nobody@contoso.com> NOTIFY=SUCCESS"]),
        new("D4 delivered", ["<taken@confirmed.example> NOTIFY=SUCCESS,FAILURE"], Told("Delivered", "delivered", "2.1.5")),
        new("delivered and not asked", ["<taken@confirmed.example>"]),
        new("D5 and D10 expired", ["<IMCEAPAGER-1@contoso.com>"],
            Told("Delivery delayed", "delayed", "4.4.7", "400 4.4.7 Message delayed"), Failed("4.4.7", "550 4.4.7 QUEUE.Expired; message expired")),
        new("D6 failure only", ["<IMCEAPAGER-1@contoso.com> NOTIFY=FAILURE"], Failed("4.4.7", "550 4.4.7 QUEUE.Expired; message expired")),
        new("D7 delay only", ["<IMCEAPAGER-1@contoso.com> NOTIFY=DELAY"], Told("Delivery delayed", "delayed", "4.4.7")),
        new("unreachable", ["<x@nowhere.example>"],
            Told("Delivery delayed", "delayed", "4.4.7"), Failed("4.4.7", "550 4.4.7 QUEUE.Expired; message expired")),
        new("D8 null sender", ["<nobody@contoso.com>", "<IMCEAPAGER-1@contoso.com> NOTIFY=SUCCESS,FAILURE,DELAY", "<a@relay.example> NOTIFY=SUCCESS"]) { From = "<>" },
        new("D9 relayed", ["<a@relay.example> NOTIFY=SUCCESS"], Told("Relayed", "relayed", "2.0.0")),
        new("relayed and not asked", ["<a@relay.example>"]),
        new("expanded", ["<team@contoso.com> NOTIFY=SUCCESS"], Told("Expanded", "expanded", "2.1.5")),
        new("expanded and not asked", ["<team@contoso.com>"]),

        // What a report contains.
        new("D11 headers", ["<nobody@contoso.com>"], Failed("5.1.1", "550 5.1.1")) { From = $"<{Sender}> RET=HDRS", IsHeadersOnly = true },
        new("D12 large", ["<nobody@contoso.com>"], Failed("5.1.1", "550 5.1.1")) { Size = 150_000, IsHeadersOnly = true },
        new("D13 one of two", ["<nobody@contoso.com>", "<IMCEAFAX-1@contoso.com>"], Failed("5.1.1", "550 5.1.1")),
        new("D14 envelope id", ["<nobody@contoso.com>"], Failed("5.1.1", "550 5.1.1")) { From = $"<{Sender}> ENVID=abc+2Bd", EnvelopeId = "abc+d" },
        new("D15 original recipient", ["<nobody@contoso.com> ORCPT=rfc822;Jane+2B1@contoso.com"], Failed("5.1.1", "550 5.1.1"))
            { OriginalRecipient = "rfc822;Jane+1@contoso.com" }
    ];

    private const string Organization =
        """
        {
          "acceptedDomains": [{ "name": "Contoso", "domainName": "contoso.com", "domainType": "Authoritative", "isDefault": true }],
          "foreignConnectors": [
            { "name": "Fax", "addressSpaces": ["FAX:*;1"], "sourceTransportServers": ["Hub01"] },
            { "name": "Mail", "addressSpaces": ["SMTP:fabrikam.com;1"], "sourceTransportServers": ["Hub01"] },
            { "name": "Relay", "addressSpaces": ["SMTP:relay.example;1"], "sourceTransportServers": ["Hub01"], "relayDsnRequired": true },
            { "name": "Small", "addressSpaces": ["SMTP:small.example;1"], "sourceTransportServers": ["Hub01"], "maxMessageSize": "64KB" },
            { "name": "Confirmed", "addressSpaces": ["SMTP:confirmed.example;1"], "sourceTransportServers": ["Hub01"], "receiptMode": "File" },
            { "name": "Down", "addressSpaces": ["PAGER:*;1"], "sourceTransportServers": ["Hub01"], "dropDirectory": "/nowhere/to/be/found" }
          ],
          "systemMessages": [
            { "language": "de", "internal": false, "dsnCode": "5.7.1", "text": "Diese Nummer nimmt <B>nichts</B> an. Fragen Sie die Größen &amp; Kleinen." }
          ],
          "mailContacts": [
            { "name": "Boss", "alias": "boss", "externalEmailAddress": "SMTP:boss@fabrikam.com", "emailAddresses": ["SMTP:boss@fabrikam.com"] },
            { "name": "Jane", "alias": "jane", "externalEmailAddress": "FAX:+1425", "emailAddresses": ["SMTP:jane@contoso.com"] },
            { "name": "Small Sender", "alias": "small", "externalEmailAddress": "SMTP:small@fabrikam.com", "maxSendSize": "64KB" },
            { "name": "Limited", "alias": "limited", "externalEmailAddress": "FAX:+1", "emailAddresses": ["SMTP:limited@contoso.com"], "maxReceiveSize": "64KB" },
            { "name": "Guarded", "alias": "guarded", "externalEmailAddress": "FAX:+2", "emailAddresses": ["SMTP:guarded@contoso.com"], "acceptMessagesOnlyFromSendersOrMembers": ["Jane"] },
            { "name": "Inside", "alias": "inside", "externalEmailAddress": "FAX:+3", "emailAddresses": ["SMTP:inside@contoso.com"], "requireSenderAuthenticationEnabled": true }
          ],
          "mailUsers": [
            { "name": "Ping", "alias": "ping", "externalEmailAddress": "FAX:+4", "emailAddresses": ["SMTP:ping@contoso.com"], "forwardingAddress": "Pong" },
            { "name": "Pong", "alias": "pong", "externalEmailAddress": "FAX:+5", "emailAddresses": ["SMTP:pong@contoso.com"], "forwardingAddress": "Ping" }
          ],
          "distributionGroups": [
            { "name": "Team", "alias": "team", "emailAddresses": ["SMTP:team@contoso.com"], "members": ["Jane"], "requireSenderAuthenticationEnabled": false },
            { "name": "Managed", "alias": "managed", "emailAddresses": ["SMTP:managed@contoso.com"], "members": ["Limited"], "managedBy": ["Boss"],
              "reportToManagerEnabled": true, "reportToOriginatorEnabled": false, "requireSenderAuthenticationEnabled": false }
          ],
          "transportServices": [
            { "name": "Hub01", "delayNotificationTimeout": "00:00:02", "messageExpirationTimeout": "00:00:45" }
          ],
          "transportConfig": {
            "maxRecipientEnvelopeLimit": 20, "externalDsnMaxMessageAttachSize": "128KB", "externalPostmasterAddress": "postmaster@fabrikam.com",
            "externalDsnSendHtml": false
          }
        }
        """;

    public DsnConversationSpecs(ITestOutputHelper output)
    {
        _output = output;
        _data = Path.Combine(_root.Path, "data");
        _outbox = Directory.CreateDirectory(Path.Combine(_root.Path, "outbox")).FullName;
        File.WriteAllText(OrganizationFile, Organization);
    }

    private string OrganizationFile => Path.Combine(_root.Path, "organization.json");

    public void Dispose() => _root.Dispose();

    [UnixFact]
    public async Task should_tell_each_sender_what_became_of_its_message_and_nothing_else()
    {
        var launch = new ServerLaunch(ServerExecutable.In(AppContext.BaseDirectory), "Hub01", _data, OrganizationFile);
        await using var server = await ServerProcess.StartAsync(
            launch with { Options = launch.Options.SetItem("FT_FQDN", "hub01.contoso.com") }, TimeSpan.FromSeconds(60), CancellationToken.None);
        using var http = new HttpClient { BaseAddress = server.Http };
        foreach (var row in Rows)
        {
            Submit(row.File);
        }

        await RemoveAsync(http, "removed", isTold: true);
        await RemoveAsync(http, "removed quietly", isTold: false);
        var expected = Rows.SelectMany(row => row.Reports.Select(report => report.Subject(row))).Order(StringComparer.Ordinal).ToList();
        await EventuallyAsync(
            () =>
            {
                ConfirmDropped();
                return Task.FromResult(expected.Except(Reports().Select(report => report.Subject)).FirstOrDefault() is { } missing ? $"no \"{missing}\"" : null);
            },
            server);
        await AfterEverythingElseAsync(server);

        var reports = Reports().Where(report => !report.Subject.Contains("sentinel", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected, reports.Select(report => report.Subject).Order(StringComparer.Ordinal));
        Assert.All(Rows, row => Assert.All(row.Reports, report => Check(row, report, reports.Single(found => found.Subject == report.Subject(row)))));
    }

    private static Report Failed(string status, string diagnostic) => Told("Undeliverable", "failed", status, diagnostic);

    private static Report Told(string prefix, string action, string status, string? diagnostic = null) => new(prefix, action, status, diagnostic);

    private void Check(Row row, Report report, Found found)
    {
        _output.WriteLine($"{found.Subject}: {report.Action} {report.Status}");
        Assert.Equal("<>", found.Injected.Single(line => line.StartsWith("X-Sender:", StringComparison.Ordinal)).Split(' ')[1]);
        var sender = row.ToldTo ?? row.From.Split(' ')[0];
        Assert.Equal(
            row.IsCopied ? [sender, "<postmaster@fabrikam.com>"] : [sender],
            found.Injected.Where(line => line.StartsWith("X-Receiver:", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]));
        var parts = Assert.IsType<MultipartReport>(found.Message.Body);
        var text = Assert.IsType<TextPart>(parts[0]);
        Assert.Equal(("text/plain", "utf-8"), (text.ContentType.MimeType, text.ContentType.Charset));
        Assert.Contains(row.Words, text.Text.ReplaceLineEndings("\r\n"), StringComparison.Ordinal);
        var groups = parts.OfType<MessageDeliveryStatus>().Single().StatusGroups;
        Assert.Equal(row.EnvelopeId, groups[0]["Original-Envelope-Id"]);
        Assert.Equal("dns;hub01.contoso.com", groups[0]["Reporting-MTA"]?.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(row.Recipients, groups.Count - 1);
        foreach (var recipient in groups.Skip(1))
        {
            Assert.Equal((report.Action, report.Status), (recipient["Action"], recipient["Status"]));
            Assert.Equal(row.OriginalRecipient, recipient["Original-Recipient"]?.Replace("; ", ";", StringComparison.Ordinal));
            Assert.Equal(report.Action == "delayed", recipient["Will-Retry-Until"] is not null);
            if (report.Diagnostic is { } diagnostic)
            {
                Assert.Contains(diagnostic, Unfolded(recipient["Diagnostic-Code"]), StringComparison.Ordinal);
            }
        }

        var isWhole = report.Action == "failed" && !row.IsHeadersOnly;
        Assert.Equal(isWhole ? "message/rfc822" : "text/rfc822-headers", parts[2].ContentType.MimeType);
        var words = Encoding.Latin1.GetString(found.Bytes);
        Assert.Equal(isWhole, words.Contains(Row.Secret, StringComparison.Ordinal));
    }

    private static string Unfolded(string? value) => string.Join(' ', (value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The gateway behind the connector with receipts: takes what it finds, or says why it cannot.</summary>
    private void ConfirmDropped()
    {
        var drop = Path.Combine(_data, "Confirmed");
        foreach (var path in Directory.Exists(drop) ? Directory.GetFiles(drop, "*.eml") : [])
        {
            var (name, isRefused) = (Path.GetFileNameWithoutExtension(path), File.ReadAllText(path).Contains("refused@", StringComparison.Ordinal));
            var receipt = Path.Combine(drop, name + (isRefused ? ".failed" : ".done"));
            if (!File.Exists(receipt))
            {
                File.WriteAllText(receipt + ".new", isRefused ? "the number is not in service\nmore words" : "");
                File.Move(receipt + ".new", receipt);
            }
        }
    }

    private async Task RemoveAsync(HttpClient http, string subject, bool isTold) => await EventuallyAsync(async () =>
    {
        using var answer = await http.PostAsJsonAsync(
            "api/v1/messages/commands", new { command = "Remove", filter = $"Subject -eq '{subject}'", withNDR = isTold.ToString() });
        var text = await answer.Content.ReadAsStringAsync();
        // Met on its way to a Drop directory that is not there, it is removed when it comes back from there.
        var isRemoved = text.Contains("\"Removed\"", StringComparison.Ordinal) || text.Contains("\"PendingRemove\"", StringComparison.Ordinal);
        return answer.IsSuccessStatusCode && isRemoved ? null : $"{subject} was not removed: {text}";
    });

    /// <summary>
    /// Messages to every partition that fail: each partition writes its reports in order, so that whatever it owed before has been written by then.
    /// </summary>
    private async Task AfterEverythingElseAsync(ServerProcess server)
    {
        const int Each = 4;
        for (var i = 0; i < Partitions * Each; i++)
        {
            Submit($"X-Sender: <{Sender}>\r\nX-Receiver: <nobody@contoso.com>\r\nFrom: {Sender}\r\nSubject: sentinel {i}.\r\n\r\n");
        }

        await EventuallyAsync(
            () => Task.FromResult(
                Reports().Count(report => report.Subject.StartsWith("Undeliverable: sentinel", StringComparison.Ordinal)) is var count and < Partitions * Each
                    ? $"only {count} sentinels"
                    : null),
            server);
    }

    private void Submit(string file)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{++_files:D4}.eml");
        File.WriteAllText(Path.Combine(_outbox, name), file, Encoding.Latin1);
        File.Move(Path.Combine(_outbox, name), Path.Combine(_data, "replay", name));
    }

    private List<Found> Reports()
    {
        var drop = Path.Combine(_data, "Mail");
        return Directory.Exists(drop) ? [.. Directory.GetFiles(drop, "*.eml").Select(Found.Read)] : [];
    }

    private async Task EventuallyAsync(Func<Task<string?>> missing, ServerProcess? server = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (await missing() is { } what)
        {
            Assert.False(patience.IsCancellationRequested, $"{what}\n{server?.LastOutput}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>What a sender is told.</summary>
    /// <param name="Prefix">How its subject begins.</param>
    /// <param name="Action">Action.</param>
    /// <param name="Status">Status.</param>
    /// <param name="Diagnostic">What Diagnostic-Code contains; null for anything.</param>
    private sealed record Report(string Prefix, string Action, string Status, string? Diagnostic)
    {
        public string Subject(Row row) => $"{Prefix}: {row.Name}";
    }

    /// <summary>A message, and what its sender is told of it.</summary>
    private sealed record Row(string Name, string[] To, params Report[] Reports)
    {
        public const string Secret = "the words of the body";

        public string From { get; init; } = $"<{Sender}>";

        public int Size { get; init; }

        public int Hops { get; init; }

        /// <summary>How many recipients each report lists.</summary>
        public int Recipients { get; init; } = 1;

        /// <summary>A field that the message has besides.</summary>
        public string Header { get; init; } = "X-Nothing: 1";

        /// <summary>What each report says to people.</summary>
        public string Words { get; init; } = "";

        /// <summary>Who is told, if not the sender.</summary>
        public string? ToldTo { get; init; }

        public bool IsCopied { get; init; }

        public bool IsHeadersOnly { get; init; }

        public string? EnvelopeId { get; init; }

        public string? OriginalRecipient { get; init; }

        public string File => string.Concat(
        [
            $"X-Sender: {From}\r\n",
            .. To.Select(recipient => $"X-Receiver: {recipient}\r\n"),
            .. Enumerable.Range(0, Hops).Select(i => $"Received: from a{i}.example by b{i}.example; Fri, 27 Nov 2026 00:00:00 +0000\r\n"),
            $"From: {Sender}\r\n{Header}\r\nSubject: {Name}\r\nMessage-ID: <{Name.Replace(' ', '.')}@fabrikam.com>\r\n\r\n{Secret}\r\n",
            .. Enumerable.Repeat("0123456789012345678901234567890123456789012345678901234567890123456789\r\n", Size / 72)
        ]);
    }

    /// <summary>A file that the gateway of the senders got.</summary>
    private sealed record Found(string[] Injected, MimeMessage Message, byte[] Bytes)
    {
        public string Subject => Message.Subject ?? "";

        public static Found Read(string path)
        {
            var bytes = File.ReadAllBytes(path);
            var text = Encoding.Latin1.GetString(bytes);
            var end = text.IndexOf("\r\n", text.IndexOf("X-EndOfInjectedXHeaders:", StringComparison.Ordinal), StringComparison.Ordinal) + 2;
            return new Found(text[..end].Split("\r\n"), MimeMessage.Load(new MemoryStream(bytes[end..])), bytes);
        }
    }
}
