using System.Globalization;

namespace ForeignTransport.Server.Bench;

/// <summary>One broken promise found by a run.</summary>
/// <param name="Kind">Which promise.</param>
/// <param name="Index">The message, or -1 where none can be named.</param>
/// <param name="Detail">The files, or the numbers, that show it.</param>
internal sealed record DeliveryFault(DeliveryFaultKind Kind, int Index, string Detail)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => Index < 0
        ? $"{Kind}: {Detail}"
        : string.Create(CultureInfo.InvariantCulture, $"{Kind}: message {Index}: {Detail}");
}
