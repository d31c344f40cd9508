using System.Collections.Immutable;

namespace ForeignTransport.Core.Messages;

/// <summary>Collects the recipients of one message: each address once, in the order of submission, good and bad apart.</summary>
internal sealed class RecipientList
{
    /// <summary>As much of a malformed address as a report repeats; a valid address is never longer (571).</summary>
    private const int MaxQuotedLength = 571;

    private readonly List<EnvelopeRecipient> recipients = [];
    private readonly List<RefusedRecipient> refused = [];
    private readonly HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Different recipients, good and bad.</summary>
    public int Count => recipients.Count + refused.Count;

    /// <summary>True while no recipient can be delivered to.</summary>
    public bool AllRefused => recipients.Count == 0;

    public ImmutableArray<EnvelopeRecipient> Recipients => [.. recipients];

    public ImmutableArray<RefusedRecipient> Refused => [.. refused];

    /// <summary>Adds a recipient; false when the address is there already.</summary>
    public bool Add(EnvelopeRecipient recipient)
    {
        if (!seen.Add(recipient.Address))
        {
            return false;
        }

        recipients.Add(recipient);
        return true;
    }

    /// <summary>Adds what stands where an address should be.</summary>
    public void AddMalformed(ReadOnlySpan<byte> text, DsnNotify notify = DsnNotify.Unspecified, string? originalRecipient = null)
    {
        var quoted = HeaderText.Quote(text, MaxQuotedLength);
        if (seen.Add(quoted))
        {
            refused.Add(Refusal.InvalidRecipient.Refuse(new EnvelopeRecipient(quoted, notify, originalRecipient)));
        }
    }

    /// <summary>Adds every entry of an address-list field and answers whether there was any.</summary>
    public bool AddAll(ReadOnlySpan<byte> value)
    {
        var any = false;
        var reader = new AddressListReader(value);
        while (reader.Read(out var entry))
        {
            any = true;
            if (entry.Address() is { } address)
            {
                Add(new EnvelopeRecipient(address));
            }
            else
            {
                AddMalformed(entry.Text);
            }
        }

        return any;
    }

    /// <summary>Refuses everyone who is still to be delivered to; with nobody at all, there is one entry without an address.</summary>
    public void RefuseAll(Refusal refusal)
    {
        refused.InsertRange(0, recipients.Select(refusal.Refuse));
        recipients.Clear();
        if (refused.Count == 0)
        {
            refused.Add(refusal.Refuse(new EnvelopeRecipient(string.Empty)));
        }
    }
}
