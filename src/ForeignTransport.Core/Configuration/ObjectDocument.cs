using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Configuration;

/// <summary>One object of the organization as JSON: what the HTTP API shows, and what the audit log keeps of before and after.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Identity">Its name; empty for the transport configuration.</param>
/// <param name="Json">
/// One line: <c>identity</c>, the GUID where the kind has one, every parameter under its name in camel case, and the times where the kind
/// has them.
/// </param>
public sealed record ObjectDocument(ObjectKind Kind, string Identity, string Json)
{
    private const int RevisionBytes = 15;

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Changes when anything of the object does, and is the same on every server: 20 characters of base64url, for an ETag.</summary>
    public string Revision => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}\n{Json}")).AsSpan(0, RevisionBytes));

    public static ObjectDocument Of(ForeignConnector connector) =>
        Write(ObjectKind.ForeignConnector, connector.Name, connector, ForeignConnectorParameters.Table,
            json => json.WriteString("guid", connector.Id),
            json =>
            {
                json.WriteString("whenCreated", Time(connector.WhenCreated));
                json.WriteString("whenChanged", Time(connector.WhenChanged));
            });

    public static ObjectDocument Of(TransportService service) =>
        Write(ObjectKind.TransportService, service.Name, service, TransportServiceParameters.Table, json => json.WriteString("name", service.Name));

    public static ObjectDocument Of(AcceptedDomain domain) =>
        Write(ObjectKind.AcceptedDomain, domain.Name, domain, AcceptedDomainParameters.Table);

    public static ObjectDocument Of(TransportConfig config) =>
        Write(ObjectKind.TransportConfig, "", config, TransportConfigParameters.Table);

    public static ObjectDocument Of(SystemMessage message) =>
        Write(ObjectKind.SystemMessage, message.Identity, message, SystemMessageParameters.Table);

    public static ObjectDocument Of(Recipient recipient) =>
        Write(KindOf(recipient.Type), recipient.Name, recipient, RecipientParameters.Of(recipient.Type), after: json =>
        {
            json.WriteString("recipientType", recipient.Type.ToString());
            json.WriteString("primarySmtpAddress", recipient.PrimarySmtpAddress);
        });

    /// <summary>The kind of object that a type of recipient is.</summary>
    public static ObjectKind KindOf(RecipientType type) => type switch
    {
        RecipientType.MailContact => ObjectKind.MailContact,
        RecipientType.MailUser => ObjectKind.MailUser,
        RecipientType.MailUniversalDistributionGroup => ObjectKind.DistributionGroup,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown type of recipient.")
    };
    /// <summary>A suspended queue.</summary>
    public static ObjectDocument Of(NextHopSolutionKey suspended)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, OneLine))
        {
            json.WriteStartObject();
            json.WriteString("identity", suspended.NextHopDomain);
            json.WriteString("deliveryType", suspended.DeliveryType.ToString());
            json.WriteString("nextHopConnector", suspended.NextHopConnector);
            json.WriteString("status", nameof(QueueStatus.Suspended));
            json.WriteEndObject();
        }

        return new ObjectDocument(ObjectKind.Queue, suspended.NextHopDomain, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static ObjectDocument Write<T>(
        ObjectKind kind, string identity, T owner, ParameterTable<T> table,
        Action<Utf8JsonWriter>? before = null, Action<Utf8JsonWriter>? after = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, OneLine))
        {
            json.WriteStartObject();
            json.WriteString("identity", identity);
            before?.Invoke(json);
            ParameterJson.Write(json, owner, table);
            after?.Invoke(json);
            json.WriteEndObject();
        }

        return new ObjectDocument(kind, identity, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>A time as every document has it: UTC, ISO 8601, milliseconds.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
