using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// The priority that a sender gives a message (<see href="https://learn.microsoft.com/exchange/priority-queuing-exchange-2013-help">priority
/// queuing</see>).
/// </summary>
public static class DeliveryPriorityRule
{
    /// <summary>
    /// What the header says: X-Priority, where 1 and 2 are high, 3 is normal, 4 and 5 are low; else Importance (RFC 2156). Of several fields of a
    /// name the first counts, and one that cannot be read says nothing, as if it were not there.
    /// </summary>
    public static DeliveryPriority Of(HeaderBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return Read(block, "X-Priority"u8, OfXPriority) ?? Read(block, "Importance"u8, OfImportance) ?? DeliveryPriority.Normal;
    }

    /// <summary>What a message is accepted with: a large one is not high, whatever its header says.</summary>
    /// <param name="asked">What its header says.</param>
    /// <param name="size">Bytes of the whole message.</param>
    /// <param name="settings">The settings.</param>
    public static DeliveryPriority Granted(DeliveryPriority asked, long size, PriorityQueuing settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return asked == DeliveryPriority.High && size > settings.MaxHighPriorityMessageSize.Bytes ? DeliveryPriority.Normal : asked;
    }

    private static DeliveryPriority? Read(HeaderBlock block, ReadOnlySpan<byte> name, Func<string, DeliveryPriority?> read)
    {
        var index = block.IndexOf(name);
        return index < 0 ? null : read(WithoutComment(HeaderText.Unfold(block.Fields[index].Value)));
    }

    private static DeliveryPriority? OfXPriority(string value) => value switch
    {
        "1" or "2" => DeliveryPriority.High,
        "3" => DeliveryPriority.Normal,
        "4" or "5" => DeliveryPriority.Low,
        _ => null
    };

    private static DeliveryPriority? OfImportance(string value) =>
        value.Equals("high", StringComparison.OrdinalIgnoreCase) ? DeliveryPriority.High
        : value.Equals("normal", StringComparison.OrdinalIgnoreCase) ? DeliveryPriority.Normal
        : value.Equals("low", StringComparison.OrdinalIgnoreCase) ? DeliveryPriority.Low
        : null;

    /// <summary><c>1 (Highest)</c> is how many programs write it.</summary>
    private static string WithoutComment(string value) => (value.IndexOf('(') is var comment and >= 0 ? value[..comment] : value).Trim();
}
