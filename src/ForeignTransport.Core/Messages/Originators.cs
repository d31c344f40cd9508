using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Messages;

/// <summary>Who sends a Pickup file: one rule over the <c>From</c> and <c>Sender</c> fields.</summary>
internal static class Originators
{
    /// <summary>
    /// Chooses the originator: the only address in <c>From</c>, even beside a <c>Sender</c>; else the only address in <c>Sender</c>.
    /// </summary>
    public static bool TryFind(HeaderBlock block, [NotNullWhen(true)] out string? originator, [NotNullWhen(false)] out TransportError? error)
    {
        originator = null;
        error = null;
        var from = Read(block, HeaderKind.From, out var fromAddress);
        var sender = Read(block, HeaderKind.Sender, out var senderAddress);
        if (sender > 1)
        {
            error = ErrorCatalogue.AmbiguousOriginator.With($"Sender holds {sender} addresses");
        }
        else if (from > 1 && sender == 0)
        {
            error = ErrorCatalogue.AmbiguousOriginator.With($"From holds {from} addresses and Sender is missing");
        }
        else if (from == 0 && sender == 0)
        {
            error = ErrorCatalogue.NoOriginator.With("From and Sender hold no address");
        }
        else
        {
            originator = from == 1 ? fromAddress : senderAddress;
            error = originator is null ? ErrorCatalogue.InvalidOriginator.With(from == 1 ? "From" : "Sender") : null;
        }

        return originator is not null;
    }

    /// <summary>The address that a reader sees: the first in <c>From</c>, else in <c>Sender</c>, else empty.</summary>
    public static string HeaderFrom(HeaderBlock block) =>
        FirstAddress(block, HeaderKind.From) ?? FirstAddress(block, HeaderKind.Sender) ?? string.Empty;

    /// <summary>The address that tracking calls the sender: the first in <c>Sender</c>, else in <c>From</c>, else empty.</summary>
    public static string Sender(HeaderBlock block) =>
        FirstAddress(block, HeaderKind.Sender) ?? FirstAddress(block, HeaderKind.From) ?? string.Empty;

    private static int Read(HeaderBlock block, HeaderKind kind, out string? first)
    {
        first = null;
        var count = 0;
        foreach (var field in block.Fields)
        {
            if (field.Kind != kind)
            {
                continue;
            }

            var reader = new AddressListReader(field.Value);
            while (reader.Read(out var entry))
            {
                if (count++ == 0)
                {
                    first = entry.Address();
                }
            }
        }

        return count;
    }

    private static string? FirstAddress(HeaderBlock block, HeaderKind kind)
    {
        var index = block.IndexOf(kind);
        if (index < 0)
        {
            return null;
        }

        var reader = new AddressListReader(block.Fields[index].Value);
        return reader.Read(out var entry) ? entry.Address() : null;
    }
}
