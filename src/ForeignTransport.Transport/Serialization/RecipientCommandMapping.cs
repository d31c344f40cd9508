using ForeignTransport.Core.Recipients;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps the commands about recipients to protobuf and back.</summary>
internal static class RecipientCommandMapping
{
    public static Wire.RecipientChange ToWire(RecipientType type, string identity, Wire.SetObject changes)
    {
        var wire = new Wire.RecipientChange { Type = ToWire(type), Identity = identity };
        wire.Changes.AddRange(changes.Changes);
        return wire;
    }

    public static RecipientType TypeOf(Wire.RecipientChange wire) => wire.Type switch
    {
        1 => RecipientType.MailContact,
        2 => RecipientType.MailUser,
        3 => RecipientType.MailUniversalDistributionGroup,
        _ => throw new InvalidDataException($"Unknown type {wire.Type} of a recipient: sent by a later release.")
    };

    private static uint ToWire(RecipientType type) => type switch
    {
        RecipientType.MailContact => 1,
        RecipientType.MailUser => 2,
        RecipientType.MailUniversalDistributionGroup => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No wire value.")
    };
}
