using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// The organization as one JSON file: the sections <c>foreignConnectors</c>, <c>transportServices</c>, <c>acceptedDomains</c>,
/// <c>mailContacts</c>, <c>mailUsers</c>, <c>distributionGroups</c>, <c>systemMessages</c> and <c>transportConfig</c>, with Exchange's parameter names in camel case and sizes and time spans in Exchange's syntax.
/// </summary>
public static class OrganizationFile
{
    private const string Guid = "guid";
    private const string Name = "name";

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        // People read and edit the file; it is never put into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    private static readonly ImmutableArray<(string Section, RecipientType Type)> RecipientSections =
    [
        ("mailContacts", RecipientType.MailContact),
        ("mailUsers", RecipientType.MailUser),
        ("distributionGroups", RecipientType.MailUniversalDistributionGroup)
    ];

    /// <summary>
    /// Writes every parameter of every object, but of recipients only what differs from the default: there can be 100,000. <see cref="TryParse"/> reads an equal definition back, but for times.</summary>
    public static string Format(OrganizationDefinition definition)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            WriteSection(json, "foreignConnectors", definition.ForeignConnectors, ForeignConnectorParameters.Table,
                connector => json.WriteString(Guid, connector.Id));
            WriteSection(json, "transportServices", definition.TransportServices, TransportServiceParameters.Table,
                service => json.WriteString(Name, service.Name));
            WriteSection(json, "acceptedDomains", definition.AcceptedDomains, AcceptedDomainParameters.Table, _ => { });
            foreach (var (section, type) in RecipientSections)
                WriteRecipients(json, section, [.. definition.Recipients.Where(recipient => recipient.Type == type)]);
            // As for recipients: a file of an organization without such texts is what it was before there were any.
            if (!definition.SystemMessages.IsEmpty)
                WriteSection(json, "systemMessages", definition.SystemMessages, SystemMessageParameters.Table, _ => { });
            if (definition.TransportConfig is { } config)
            {
                json.WriteStartObject("transportConfig");
                ParameterJson.Write(json, config, TransportConfigParameters.Table);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>
    /// Reads a file. What it leaves out has its default; a key that is unknown or there twice is an error that names its JSON path.
    /// </summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out OrganizationDefinition? definition, [NotNullWhen(false)] out TransportError? error)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            definition = Read(document.RootElement);
            error = null;
            return true;
        }
        catch (JsonException malformed)
        {
            // The parser's message has line and position; it says nothing about the content.
            error = ErrorCatalogue.InvalidOrganizationFile.With(malformed.Message.ReplaceLineEndings(" "));
        }
        catch (InvalidOperationException malformed)
        {
            // A \u escape of half a surrogate pair is valid JSON and no text; the parser notices when the text is asked for.
            error = ErrorCatalogue.InvalidOrganizationFile.With(malformed.Message.ReplaceLineEndings(" "));
        }
        catch (OrganizationFileException refused)
        {
            error = refused.Error;
        }

        definition = null;
        return false;
    }

    private static OrganizationDefinition Read(JsonElement root)
    {
        var definition = OrganizationDefinition.Empty;
        foreach (var (section, value, path) in OrganizationFileReader.Properties(root, "$"))
        {
            definition = section switch
            {
                "foreignConnectors" => definition with { ForeignConnectors = OrganizationFileReader.Objects(value, path, ReadConnector) },
                "transportServices" => definition with { TransportServices = OrganizationFileReader.Objects(value, path, ReadService) },
                "acceptedDomains" => definition with { AcceptedDomains = OrganizationFileReader.Objects(value, path, ReadDomain) },
                "mailContacts" or "mailUsers" or "distributionGroups" => definition with
                {
                    Recipients = definition.Recipients.AddRange(OrganizationFileReader.Objects(value, path, (element, place) =>
                        ReadRecipient(element, place, RecipientSections.First(known => known.Section == section).Type)))
                },
                "systemMessages" => definition with { SystemMessages = OrganizationFileReader.Objects(value, path, ReadMessage) },
                "transportConfig" => definition with
                {
                    TransportConfig = OrganizationFileReader.Object(value, path, new TransportConfig(), TransportConfigParameters.Table)
                },
                _ => throw OrganizationFileReader.Unknown(path)
            };
        }

        return definition;
    }

    private static ForeignConnector ReadConnector(JsonElement element, string path)
    {
        var id = System.Guid.Empty;
        if (OrganizationFileReader.Text(element, path, Guid) is { } text && !System.Guid.TryParse(text, out id))
            throw OrganizationFileReader.Refused(ErrorCatalogue.InvalidParameter, $"{path}.{Guid}", "is not a GUID");
        OrganizationFileReader.Require(element, path, Name);
        var blank = new ForeignConnector { Id = id, Name = "" };
        var connector = OrganizationFileReader.Object(element, path, blank, ForeignConnectorParameters.Table, Guid);
        return connector with { DropDirectory = connector.DropDirectory };
    }

    private static TransportService ReadService(JsonElement element, string path)
    {
        var service = new TransportService(OrganizationFileReader.Require(element, path, Name));
        return OrganizationFileReader.Object(element, path, service, TransportServiceParameters.Table, Name);
    }

    private static AcceptedDomain ReadDomain(JsonElement element, string path)
    {
        OrganizationFileReader.Require(element, path, Name);
        OrganizationFileReader.Require(element, path, "domainName");
        return OrganizationFileReader.Object(element, path, new AcceptedDomain("", ""), AcceptedDomainParameters.Table);
    }

    private static SystemMessage ReadMessage(JsonElement element, string path)
    {
        OrganizationFileReader.Require(element, path, "language");
        OrganizationFileReader.Require(element, path, "dsnCode");
        OrganizationFileReader.Require(element, path, "text");
        return OrganizationFileReader.Object(element, path, SystemMessage.Blank, SystemMessageParameters.Table);
    }

    private static Recipient ReadRecipient(JsonElement element, string path, RecipientType type)
    {
        OrganizationFileReader.Require(element, path, Name);
        return OrganizationFileReader.Object(element, path, new Recipient { Type = type, Name = "" }, RecipientParameters.Of(type));
    }

    // Where there are none, nothing is written: a file of an organization without recipients is what it was before there were any.
    private static void WriteRecipients(Utf8JsonWriter json, string section, ImmutableArray<Recipient> recipients)
    {
        if (recipients.IsEmpty)
            return;
        json.WriteStartArray(section);
        foreach (var recipient in recipients)
        {
            json.WriteStartObject();
            ParameterJson.WriteChanged(json, recipient, RecipientParameters.Of(recipient.Type));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSection<T>(
        Utf8JsonWriter json, string section, ImmutableArray<T> objects, ParameterTable<T> table, Action<T> writeIdentity)
    {
        json.WriteStartArray(section);
        foreach (var item in objects)
        {
            json.WriteStartObject();
            writeIdentity(item);
            ParameterJson.Write(json, item, table);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
