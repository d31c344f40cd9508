using System.Net;
using System.Text;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// The X-headers at the top of a Replay file. The block ends behind <c>X-EndOfInjectedXHeaders</c> or, without it, before the first field
/// of any other name; the same names further down are ordinary fields. Order inside the block is free, names ignore case.
/// </summary>
internal sealed class InjectedHeaders
{
    /// <summary>What gateways write when they create the file without naming themselves.</summary>
    private const string UnspecifiedCreator = "Unspecified";

    private const int MaxTextLength = 255;

    private readonly List<string> senders = [];
    private readonly List<string> receivers = [];
    private readonly SubmissionWarnings warnings;
    private string? createdBy;
    private string? heloDomain;
    private string? extendedProperties;
    private string? source;
    private string? sourceAddress;

    private InjectedHeaders(SubmissionWarnings warnings) => this.warnings = warnings;

    /// <summary>The unfolded values of X-Sender.</summary>
    public IReadOnlyList<string> Senders => senders;

    /// <summary>The unfolded values of X-Receiver, in order.</summary>
    public IReadOnlyList<string> Receivers => receivers;

    /// <summary>True when X-CreatedBy is there and blank, which is not allowed.</summary>
    public bool IsCreatorBlank { get; private set; }

    /// <summary>Fields in the block.</summary>
    public int FieldCount { get; private set; }

    /// <summary>Bytes of the block.</summary>
    public int Length { get; private set; }

    /// <summary>Where the message came from, as the block says.</summary>
    public TraceInfo Trace => new(createdBy ?? UnspecifiedCreator, heloDomain, extendedProperties, source ?? "Replay", sourceAddress);

    /// <summary>Reads the block at the top of a header.</summary>
    public static InjectedHeaders Read(HeaderBlock block, SubmissionWarnings warnings)
    {
        var injected = new InjectedHeaders(warnings);
        foreach (var field in block.Fields)
        {
            if (!injected.Take(field))
            {
                break;
            }

            injected.FieldCount++;
            injected.Length += field.Raw.Length;
            if (field.Kind == HeaderKind.XEndOfInjectedXHeaders)
            {
                break;
            }
        }

        return injected;
    }

    private bool Take(HeaderField field)
    {
        switch (field.Kind)
        {
            case HeaderKind.XSender:
                senders.Add(HeaderText.Unfold(field.Value));
                return true;
            case HeaderKind.XReceiver:
                receivers.Add(HeaderText.Unfold(field.Value));
                return true;
            case HeaderKind.XCreatedBy:
                var creator = Text(field);
                IsCreatorBlank |= creator.Length == 0;
                Once(ref createdBy, creator, field);
                return true;
            case HeaderKind.XHeloDomain:
                Once(ref heloDomain, Text(field), field);
                return true;
            case HeaderKind.XExtendedProps:
                Once(ref extendedProperties, Base64(field), field);
                return true;
            case HeaderKind.XSource:
                Once(ref source, Text(field), field);
                return true;
            case HeaderKind.XSourceIPAddress:
                var address = Text(field);
                Once(ref sourceAddress, IPAddress.TryParse(address, out _) ? address : string.Empty, field);
                return true;
            default:
                return field.Kind is HeaderKind.XEndOfInjectedXHeaders or HeaderKind.XPossibleDuplicate;
        }
    }

    private static string Text(HeaderField field) =>
        HeaderText.Limit(HeaderText.Printable(HeaderText.Unfold(field.Value)), MaxTextLength);

    private static string Base64(HeaderField field)
    {
        var text = new StringBuilder();
        foreach (var value in field.Value)
        {
            if (value is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                text.Append((char)value);
            }
        }

        var base64 = text.ToString();
        return InjectedParameterReader.IsBase64(base64) ? base64 : string.Empty;
    }

    /// <summary>The first value counts; a blank one is as good as none.</summary>
    private void Once(ref string? property, string value, HeaderField field)
    {
        if (property is null && value.Length > 0)
        {
            property = value;
        }
        else if (value.Length > 0 || field.Kind is HeaderKind.XExtendedProps or HeaderKind.XSourceIPAddress)
        {
            warnings.Add(SubmissionWarningKind.InjectedHeaderIgnored, Encoding.ASCII.GetString(field.Name));
        }
    }
}
