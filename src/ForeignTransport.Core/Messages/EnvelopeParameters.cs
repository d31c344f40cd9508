using System.Text;
using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// The parameters of X-Sender (BODY, RET, ENVID, AUTH) and X-Receiver (NOTIFY, ORCPT, X-ExtendedProps). Keywords ignore case. An
/// unknown, repeated or over-long parameter is ignored with a warning; a wrong BODY, RET or NOTIFY makes the file malformed, because
/// guessing it could send or withhold a report against the sender's will.
/// </summary>
internal static class EnvelopeParameters
{
    private const int MaxEnvelopeIdLength = 100;
    private const int MaxOriginalRecipientLength = 500;
    private const int MaxAuthLength = 500;

    /// <summary>Reads the parameters of X-Sender onto an envelope; null when one is malformed.</summary>
    public static Envelope? ReadSender(Envelope envelope, string parameters, SubmissionWarnings warnings)
    {
        var reader = new InjectedParameterReader(parameters, hasExtensions: false);
        while (reader.Read(out var name, out var value))
        {
            if (Is(name, "BODY") && envelope.Body == BodyType.Unspecified)
            {
                envelope = envelope with { Body = ParseBody(value) };
                if (envelope.Body == BodyType.Unspecified)
                {
                    return null;
                }
            }
            else if (Is(name, "RET") && envelope.Return == DsnReturn.Unspecified)
            {
                envelope = envelope with { Return = ParseReturn(value) };
                if (envelope.Return == DsnReturn.Unspecified)
                {
                    return null;
                }
            }
            else if (Is(name, "ENVID") && envelope.EnvelopeId is null && IsXtext(value, MaxEnvelopeIdLength))
            {
                envelope = envelope with { EnvelopeId = value.ToString() };
            }
            else if (Is(name, "AUTH") && envelope.Auth is null && IsVisible(value, MaxAuthLength))
            {
                envelope = envelope with { Auth = value.ToString() };
            }
            else
            {
                warnings.Add(SubmissionWarningKind.EnvelopeParameterIgnored, name);
            }
        }

        return envelope;
    }

    /// <summary>Reads the parameters of X-Receiver onto a recipient; null when one is malformed.</summary>
    public static EnvelopeRecipient? ReadRecipient(EnvelopeRecipient recipient, string parameters, SubmissionWarnings warnings)
    {
        var reader = new InjectedParameterReader(parameters, hasExtensions: true);
        while (reader.Read(out var name, out var value))
        {
            if (Is(name, "NOTIFY") && recipient.Notify == DsnNotify.Unspecified)
            {
                recipient = recipient with { Notify = ReadNotify(ref reader, value) };
                if (recipient.Notify == DsnNotify.Unspecified)
                {
                    return null;
                }
            }
            else if (Is(name, "ORCPT") && recipient.OriginalRecipient is null && ParseOriginalRecipient(value) is { } original)
            {
                recipient = recipient with { OriginalRecipient = original };
            }
            else if (Is(name, "X-ExtendedProps") && recipient.ExtendedProperties is null && ReadProperties(ref reader, value) is { } properties)
            {
                recipient = recipient with { ExtendedProperties = properties };
            }
            else
            {
                warnings.Add(SubmissionWarningKind.EnvelopeParameterIgnored, name);
            }
        }

        return recipient;
    }

    private static bool Is(ReadOnlySpan<char> name, string keyword) => name.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    private static BodyType ParseBody(ReadOnlySpan<char> value) =>
        Is(value, "7bit") ? BodyType.SevenBit
        : Is(value, "8bitmime") ? BodyType.EightBitMime
        : Is(value, "binarymime") ? BodyType.BinaryMime
        : BodyType.Unspecified;

    private static DsnReturn ParseReturn(ReadOnlySpan<char> value) =>
        Is(value, "FULL") ? DsnReturn.Full
        : Is(value, "HDRS") ? DsnReturn.Headers
        : DsnReturn.Unspecified;

    /// <summary>RFC 3461 section 4.1: NEVER alone, or a list of the others. <see cref="DsnNotify.Unspecified"/> when it is neither.</summary>
    private static DsnNotify ReadNotify(ref InjectedParameterReader reader, ReadOnlySpan<char> value)
    {
        var notify = ParseNotify(value.EndsWith(",") ? value[..^1] : value);
        while (notify != DsnNotify.Unspecified && value.EndsWith(","))
        {
            if (!reader.ReadListItem(out value))
            {
                return DsnNotify.Unspecified;
            }

            var more = ParseNotify(value.EndsWith(",") ? value[..^1] : value);
            notify = more == DsnNotify.Unspecified ? more : notify | more;
        }

        return notify.HasFlag(DsnNotify.Never) && notify != DsnNotify.Never ? DsnNotify.Unspecified : notify;
    }

    private static DsnNotify ParseNotify(ReadOnlySpan<char> list)
    {
        var notify = DsnNotify.Unspecified;
        foreach (var range in list.Split(','))
        {
            var keyword = list[range];
            var flag = Is(keyword, "NEVER") ? DsnNotify.Never
                : Is(keyword, "SUCCESS") ? DsnNotify.Success
                : Is(keyword, "FAILURE") ? DsnNotify.Failure
                : Is(keyword, "DELAY") ? DsnNotify.Delay
                : DsnNotify.Unspecified;
            if (flag == DsnNotify.Unspecified)
            {
                return DsnNotify.Unspecified;
            }

            notify |= flag;
        }

        return notify;
    }

    /// <summary>Answers <c>type;xtext</c>. Vendor samples leave the type out; then it is an Internet address.</summary>
    private static string? ParseOriginalRecipient(ReadOnlySpan<char> value)
    {
        if (value.Length > MaxOriginalRecipientLength)
        {
            return null;
        }

        var semicolon = value.IndexOf(';');
        if (semicolon < 0 && !value.Contains('@'))
        {
            return null;
        }

        var type = semicolon < 0 ? "rfc822" : value[..semicolon];
        var address = value[(semicolon + 1)..];
        return IsXtext(type, MaxOriginalRecipientLength) && IsXtext(address, MaxOriginalRecipientLength) ? $"{type};{address}" : null;
    }

    private static string? ReadProperties(ref InjectedParameterReader reader, ReadOnlySpan<char> value)
    {
        var properties = new StringBuilder().Append(value);
        while (reader.ReadBase64(out var continuation))
        {
            properties.Append(continuation);
        }

        var text = properties.ToString();
        return text.Length > 0 && InjectedParameterReader.IsBase64(text) ? text : null;
    }

    private static bool IsXtext(ReadOnlySpan<char> value, int maxLength) =>
        IsVisible(value, maxLength) && Xtext.TryDecode(value.ToString(), out _);

    private static bool IsVisible(ReadOnlySpan<char> value, int maxLength) =>
        value.Length > 0 && value.Length <= maxLength && !value.ContainsAnyExceptInRange('!', '~');
}
