using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Recipients;

/// <summary>
/// The resolution of one message. Recipients of the envelope are followed first, one address to the next; groups and copies that they lead to
/// are worked off afterwards, in order, so that a member who is a recipient of the envelope too keeps what the sender asked for there.
/// </summary>
internal sealed class ResolutionPass(ResolutionRequest message, OrganizationState organization, Recipient? sender)
{
    private const int Member = -1;

    private readonly RecipientDirectory _directory = organization.Recipients;
    private readonly SenderRestrictions _restrictions = new(message, organization, sender);
    private readonly List<(int Position, NativeAddress Address)> _found = [];
    private readonly Queue<Way> _later = [];
    private readonly HashSet<string> _expanded = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _passed = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _copied = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _refused = new(StringComparer.OrdinalIgnoreCase);

    // Final addresses, with the NOTIFY of the one who gets the message there.
    private readonly Dictionary<NativeAddress, DsnNotify> _served = [];

    // Of a resubmitted message: what has become of its other recipients, by where they go and by who they are. The address of somebody can be another by now.
    private readonly Dictionary<NativeAddress, EarlierFate> _fates = [];
    private readonly Dictionary<string, EarlierFate> _fatesByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ImmutableArray<RewrittenRecipient>.Builder _rewritten = ImmutableArray.CreateBuilder<RewrittenRecipient>();
    private readonly ImmutableArray<ExpandedRecipient>.Builder _expandedOriginals = ImmutableArray.CreateBuilder<ExpandedRecipient>();
    private readonly ImmutableArray<RefusedOriginal>.Builder _failed = ImmutableArray.CreateBuilder<RefusedOriginal>();
    private readonly ImmutableArray<AppendedRecipient>.Builder _appended = ImmutableArray.CreateBuilder<AppendedRecipient>();

    /// <summary>How a recipient was come by: the position of one of the envelope, or <see cref="Member"/>.</summary>
    private readonly record struct Way(int Position, Recipient Recipient, DsnNotify Notify, string Orcpt)
    {
        /// <summary>The manager who is told in the place of the originator; null for the originator.</summary>
        public string? ReportTo { get; init; }

        /// <summary>Who was to be asked about first, of a member; the directory is asked about it again.</summary>
        public Recipient? Start { get; init; }
    }

    /// <summary>A recipient of the envelope that the directory has.</summary>
    public void Add(int position, NativeAddress address) => _found.Add((position, address));

    public Resolution? Run()
    {
        ServeTheOthers();
        foreach (var (position, address) in _found)
        {
            var original = message.Recipients[position];
            var way = new Way(position, null!, original.Notify, RecipientResolution.OriginalRecipientOf(original)) { ReportTo = original.ReportTo };
            if (_directory.NamesOf(address) is [var name])
                Follow(way with { Recipient = _directory.Find(name)! });
            else
                _failed.Add(new RefusedOriginal(position, StandardResponses.AmbiguousRecipient));
        }

        while (_later.TryDequeue(out var way))
            Follow(way);
        return _rewritten.Count + _expandedOriginals.Count + _failed.Count + _appended.Count == 0
            ? null
            : new Resolution(_rewritten.ToImmutable(), _expandedOriginals.ToImmutable(), _failed.ToImmutable(), _appended.ToImmutable());
    }

    private void ServeTheOthers()
    {
        foreach (var (text, asked, notify, fate) in message.Earlier?.Others ?? [])
        {
            if (RecipientResolution.TryRead(text, organization.DefaultDomain, out var final))
            {
                Note(_fates, final, fate);
                if (fate != EarlierFate.Failed)
                    _served.TryAdd(final, notify);
            }

            if (RecipientResolution.TryRead(asked, organization.DefaultDomain, out var start) && _directory.NamesOf(start) is [var name])
                Note(_fatesByName, name, fate);
        }

        var found = _found.Select(item => item.Position).ToHashSet();
        for (var position = 0; position < message.Recipients.Count; position++)
        {
            if (!found.Contains(position) && RecipientResolution.TryRead(message.Recipients[position].Address, organization.DefaultDomain, out var address))
                _served.TryAdd(address, message.Recipients[position].Notify);
        }
    }

    /// <summary>Of several who were at one address the one counts that got furthest.</summary>
    private static void Note<TKey>(Dictionary<TKey, EarlierFate> fates, TKey key, EarlierFate fate)
        where TKey : notnull
    {
        if (!fates.TryGetValue(key, out var noted) || noted > fate)
            fates[key] = fate;
    }

    /// <summary>True of somebody who has the message, and of an address where it waits for another: a file for that may be on its way to be journaled.</summary>
    private bool GetsMessage(Way way, NativeAddress address) =>
        _fates.GetValueOrDefault(address, EarlierFate.Failed) != EarlierFate.Failed
        || _fatesByName.GetValueOrDefault(way.Recipient.Name, EarlierFate.Failed) == EarlierFate.Served;

    /// <summary>Goes from one recipient to the next until there is an address that nobody else has, a group, or a refusal.</summary>
    private void Follow(Way way)
    {
        HashSet<string>? chain = null;
        while (true)
        {
            var recipient = way.Recipient;
            if (chain?.Contains(recipient.Name) == true)
            {
                Fail(way, StandardResponses.ForwardingLoop);
                return;
            }

            // What another way ended in, this one would: a delivery, an expansion or a failure that is known. Recipients of the envelope are
            // followed to the end all the same, each has its own fate.
            if (!_passed.Add(recipient.Name) && way.Position == Member)
                return;
            if (_restrictions.Refusal(recipient) is { } refusal)
            {
                Fail(way, refusal);
                return;
            }

            if (recipient.IsGroup)
            {
                Expand(way);
                return;
            }

            if (recipient.IsForwarded && !recipient.DeliverToMailboxAndForward)
            {
                if (!TryForward(way, out var next))
                    return;
                way = way with { Recipient = next };
            }
            else
            {
                if (recipient.IsForwarded && _copied.Add(recipient.Name))
                    Copy(way);
                if (recipient.ExternalEmailAddress is not { } external)
                {
                    Fail(way, StandardResponses.BadPrimaryAddress);
                    return;
                }

                var names = _directory.NamesOf(external);
                if (names.IsEmpty || names.Contains(recipient.Name, StringComparer.OrdinalIgnoreCase))
                {
                    Deliver(way, external);
                    return;
                }

                if (names.Length > 1)
                {
                    Fail(way, StandardResponses.AmbiguousRecipient);
                    return;
                }

                way = way with { Recipient = _directory.Find(names[0])! };
            }

            (chain ??= new(StringComparer.OrdinalIgnoreCase)).Add(recipient.Name);
        }
    }

    /// <summary>Finds whom a recipient forwards to; false when that ends here, with an address that nobody has or a failure.</summary>
    private bool TryForward(Way way, out Recipient next)
    {
        var (names, address) = ForwardingOf(way.Recipient);
        next = names is [var name] && _directory.Find(name) is { } found ? found : way.Recipient;
        if (names.Length == 1 && _directory.Find(names[0]) is not null)
            return true;
        if (names.Length > 1)
            Fail(way, StandardResponses.AmbiguousRecipient);
        else if (address is not null)
            Deliver(way, address);
        else
            Fail(way, StandardResponses.RecipientNotFound);
        return false;
    }

    /// <summary>A copy for whom the mail is forwarded to. The sender's wish for a delivered or relayed report stays with the recipient itself.</summary>
    private void Copy(Way way)
    {
        var (names, address) = ForwardingOf(way.Recipient);
        var copy = way with { Position = Member, Notify = DsnPolicy.OfMembers(way.Notify), Start = null };
        if (names is [var name] && _directory.Find(name) is { } target)
            _later.Enqueue(copy with { Recipient = target, Start = target });
        else if (names.Length > 1)
            Fail(copy, StandardResponses.AmbiguousRecipient);
        else if (address is not null)
            Deliver(copy, address);
        else
            Fail(copy, StandardResponses.RecipientNotFound);
    }

    private (ImmutableArray<string> Names, NativeAddress? Address) ForwardingOf(Recipient recipient)
    {
        if (recipient.ForwardingAddress.Length > 0)
            return ([recipient.ForwardingAddress], null);
        var address = new NativeAddress(AddressType.Smtp, recipient.ForwardingSmtpAddress);
        return (_directory.NamesOf(address), address);
    }

    private void Expand(Way way)
    {
        var group = way.Recipient;
        var isReported = group.ReportToOriginatorEnabled;
        if (way.Position != Member)
            _expandedOriginals.Add(new ExpandedRecipient(
                way.Position, isReported && DsnPolicy.IsDue(DsnKind.Expanded, way.Notify, message.ReversePath.Length == 0)));

        // What was expanded for one recipient needs no second time.
        if (!_expanded.Add(group.Name))
            return;
        var told = group.ReportToManagerEnabled ? ManagerOf(group) : null;
        if (message.ReversePath.Length == 0)
        {
            // Reports are not passed on to members. Who is told of failures gets those that somebody reports to the group itself.
            if (told is not null && message.IsFailureReport)
                _later.Enqueue(new Way(Member, told, way.Notify, way.Orcpt) { Start = told });
            return;
        }

        // The manager is told of failures only, whatever the originator asked for: it is another sender (RFC 3461 section 6.2.7.3).
        var manager = told?.PrimarySmtpAddress;
        var notify = isReported ? DsnPolicy.OfMembers(way.Notify) : manager is null ? DsnNotify.Never : DsnNotify.Failure;
        foreach (var member in group.Members)
        {
            if (_directory.Find(member) is { } recipient)
                _later.Enqueue(new Way(Member, recipient, notify, way.Orcpt) { ReportTo = manager ?? way.ReportTo, Start = recipient });
        }
    }

    /// <summary>The first of those who manage the group.</summary>
    private Recipient? ManagerOf(Recipient group) =>
        group.ManagedBy.Select(_directory.Find).FirstOrDefault(manager => manager?.PrimarySmtpAddress is not null);

    private void Deliver(Way way, NativeAddress address)
    {
        if (!Imcea.TryEncapsulate(address, organization.DefaultDomain, out var envelopeAddress, out _))
        {
            Fail(way, StandardResponses.InvalidInSmtp);
            return;
        }

        var text = envelopeAddress.ToString();
        if (way.Position == Member)
        {
            // What was decided about somebody stands: a failure is not tried anew under another name.
            if (!_fates.ContainsKey(address) && !_fatesByName.ContainsKey(way.Recipient.Name) && _served.TryAdd(address, way.Notify))
                _appended.Add(new AppendedRecipient(new EnvelopeRecipient(text, way.Notify, way.Orcpt) { ReportTo = way.ReportTo }, null)
                {
                    LookUpAddress = LookUpAddressOf(way, text)
                });
            return;
        }

        if (message.Earlier?.Addresses[way.Position].Equals(text, StringComparison.Ordinal) == true)
        {
            // What goes where it went before is nobody's second copy.
            _served.TryAdd(address, way.Notify);
            Rewrite(way, text);
        }

        // Two recipients of the envelope that are the same one: it gets one copy, unless the sender asked for different reports.
        else if (GetsMessage(way, address) || (!_served.TryAdd(address, way.Notify) && _served[address] == way.Notify))
            _expandedOriginals.Add(new ExpandedRecipient(way.Position, false));
        else
            Rewrite(way, text);
    }

    private void Rewrite(Way way, string text)
    {
        if (!text.Equals(message.Recipients[way.Position].Address, StringComparison.Ordinal))
            _rewritten.Add(new RewrittenRecipient(way.Position, message.Recipients[way.Position] with { Address = text, OriginalRecipient = way.Orcpt }));
    }

    /// <summary>Where the directory is asked about a member again: a contact can lead elsewhere by then.</summary>
    private static string? LookUpAddressOf(Way way, string final) =>
        way.Start?.PrimarySmtpAddress is { } address && !address.Equals(final, StringComparison.OrdinalIgnoreCase) ? address : null;

    private void Fail(Way way, SmtpResponse response)
    {
        if (way.Position != Member)
            _failed.Add(new RefusedOriginal(way.Position, response));
        else if (!_fatesByName.ContainsKey(way.Recipient.Name) && _refused.Add(way.Recipient.Name))
            _appended.Add(new AppendedRecipient(
                new EnvelopeRecipient(way.Recipient.PrimarySmtpAddress ?? way.Recipient.Name, way.Notify, way.Orcpt) { ReportTo = way.ReportTo }, response));
    }
}
