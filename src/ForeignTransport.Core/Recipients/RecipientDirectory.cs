using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Recipients;

/// <summary>
/// Every recipient of the organization, found by name, alias and proxy address. Immutable: a change makes a new one that shares nearly
/// everything.
/// </summary>
/// <remarks>
/// By name they stand on shelves. Which one follows from the name alone, so that whoever copies a directory to another place compares and copies
/// the few shelves that differ, whose recipients are some hundreds, and not all of them.
/// </remarks>
public sealed class RecipientDirectory
{
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> NoNames =
        ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many shelves there are. Written into snapshots: never changed.</summary>
    public const int ShelfCount = 256;

    private static readonly ImmutableDictionary<string, Recipient> EmptyShelf =
        ImmutableDictionary.Create<string, Recipient>(StringComparer.OrdinalIgnoreCase);

    private readonly ImmutableArray<ImmutableDictionary<string, Recipient>> _shelves;

    // By alias and by address; more than one name where two recipients have the same.
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _aliases;
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _addresses;

    private RecipientDirectory(
        ImmutableArray<ImmutableDictionary<string, Recipient>> shelves,
        int count,
        ImmutableDictionary<string, ImmutableArray<string>> aliases,
        ImmutableDictionary<string, ImmutableArray<string>> addresses) => (_shelves, Count, _aliases, _addresses) = (shelves, count, aliases, addresses);

    /// <summary>No recipients.</summary>
    public static RecipientDirectory Empty { get; } =
        new([.. Enumerable.Repeat(EmptyShelf, ShelfCount)], 0, NoNames, NoNames);

    /// <summary>True when resolution has nothing to do.</summary>
    public bool IsEmpty => Count == 0;

    public int Count { get; }

    /// <summary>In no order.</summary>
    public IEnumerable<Recipient> All => _shelves.SelectMany(shelf => shelf.Values);

    /// <summary>By shelf and name. A shelf on which nothing changed is the same object in the next directory.</summary>
    public ImmutableArray<ImmutableDictionary<string, Recipient>> Shelves => _shelves;

    /// <summary>A directory of many recipients at once.</summary>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    public static RecipientDirectory Of(IEnumerable<Recipient> recipients)
    {
        var byName = Enumerable.Range(0, ShelfCount).Select(_ => EmptyShelf.ToBuilder()).ToArray();
        var count = 0;
        var aliases = NoNames.ToBuilder();
        var addresses = NoNames.ToBuilder();
        foreach (var recipient in recipients)
        {
            byName[ShelfOf(recipient.Name)].Add(recipient.Name, recipient);
            count++;
            Put(aliases, recipient.Alias, recipient.Name);
            foreach (var address in recipient.EmailAddresses)
                Put(addresses, Key(address), recipient.Name);
        }

        return new([.. byName.Select(shelf => shelf.ToImmutable())], count, aliases.ToImmutable(), addresses.ToImmutable());
    }

    /// <summary>With these recipients on a shelf, instead of those that are on it. What is equal stays as it is.</summary>
    /// <exception cref="ArgumentException">Two have one name, or one belongs on another shelf.</exception>
    public RecipientDirectory WithShelf(int shelf, IEnumerable<Recipient> recipients)
    {
        var wanted = recipients.ToDictionary(recipient => recipient.Name, StringComparer.OrdinalIgnoreCase);
        if (wanted.Keys.FirstOrDefault(name => ShelfOf(name) != shelf) is { } stranger)
            throw new ArgumentException($"Recipient {stranger} does not belong on shelf {shelf}.", nameof(recipients));
        var directory = this;
        foreach (var present in _shelves[shelf].Values)
        {
            if (!wanted.TryGetValue(present.Name, out var same) || present != same || present.Name != same.Name)
                directory = directory.Without(present.Name);
        }

        foreach (var recipient in wanted.Values.Where(recipient => directory.Find(recipient.Name) is null))
            directory = directory.With(recipient);
        return directory;
    }

    /// <summary>With this recipient, instead of the one that has its name.</summary>
    public RecipientDirectory With(Recipient recipient)
    {
        var rest = Find(recipient.Name) is null ? this : Without(recipient.Name);
        var (aliases, addresses) = (rest._aliases.ToBuilder(), rest._addresses.ToBuilder());
        Put(aliases, recipient.Alias, recipient.Name);
        foreach (var address in recipient.EmailAddresses)
            Put(addresses, Key(address), recipient.Name);
        var shelf = ShelfOf(recipient.Name);
        return new(
            _shelves.SetItem(shelf, rest._shelves[shelf].Add(recipient.Name, recipient)), rest.Count + 1, aliases.ToImmutable(), addresses.ToImmutable());
    }

    /// <summary>Without the recipient of a name.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public RecipientDirectory Without(string name)
    {
        var recipient = Find(name) ?? throw new InvalidOperationException($"There is no recipient {name}.");
        var (aliases, addresses) = (_aliases.ToBuilder(), _addresses.ToBuilder());
        Take(aliases, recipient.Alias, recipient.Name);
        foreach (var address in recipient.EmailAddresses)
            Take(addresses, Key(address), recipient.Name);
        var shelf = ShelfOf(name);
        return new(_shelves.SetItem(shelf, _shelves[shelf].Remove(name)), Count - 1, aliases.ToImmutable(), addresses.ToImmutable());
    }

    /// <summary>The recipient of a name, or null.</summary>
    public Recipient? Find(string name) => _shelves[ShelfOf(name)].GetValueOrDefault(name);

    /// <summary>Finds a recipient by name, alias or proxy address, in this order; no address that two have.</summary>
    public bool TryFind(string identity, [NotNullWhen(true)] out Recipient? recipient)
    {
        recipient = Find(identity);
        if (recipient is not null)
            return true;
        var names = _aliases.TryGetValue(identity, out var byAlias) ? byAlias
            : NativeAddress.TryParse(identity, out var address, out _) ? NamesOf(address)
            : [];
        recipient = names.Length == 1 ? Find(names[0]) : null;
        return recipient is not null;
    }

    /// <summary>The recipients that have an address: one, unless the directory is ambiguous.</summary>
    public ImmutableArray<string> NamesOf(NativeAddress address) => _addresses.GetValueOrDefault(Key(address), []);

    /// <summary>The recipients that have an alias.</summary>
    public ImmutableArray<string> NamesOfAlias(string alias) => _aliases.GetValueOrDefault(alias, []);

    /// <summary>The recipients that name another one.</summary>
    public IEnumerable<Recipient> Naming(string name) =>
        All.Where(recipient => recipient.References.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The shelf of a name: FNV-1a over its letters, whatever their case. Written into snapshots: never changed.</summary>
    private static int ShelfOf(string name)
    {
        var hash = 2166136261u;
        foreach (var letter in name.EnumerateRunes())
            hash = unchecked((hash ^ (uint)Rune.ToUpperInvariant(letter).Value) * 16777619u);
        return (int)((hash ^ (hash >> 16)) % ShelfCount);
    }

    // A legacy name is kept as an X500 proxy: both types find it. Needless quotes and the script of a domain make no other address.
    private static string Key(NativeAddress address) => address.Type switch
    {
        AddressType.Smtp when address.Value.Contains('"', StringComparison.Ordinal) || !Ascii.IsValid(address.Value) => SmtpKey(address.Value),
        AddressType.Smtp => address.Value,
        AddressType.Ex => $"{AddressType.X500}:{address.Value}",
        _ => address.ToString()
    };

    private static string SmtpKey(string text) => SmtpAddress.TryParse(text, out var address, out _)
        ? $"{address.UnquotedLocalPart}@{(DomainName.TryNormalize(address.Domain, out var domain) ? domain : address.Domain)}"
        : text;

    private static void Put(ImmutableDictionary<string, ImmutableArray<string>>.Builder names, string key, string name)
    {
        if (key.Length == 0)
            return;
        var present = names.GetValueOrDefault(key, []);
        // One recipient can have an address in two spellings.
        if (!present.Contains(name, StringComparer.OrdinalIgnoreCase))
            names[key] = present.Add(name);
    }

    private static void Take(ImmutableDictionary<string, ImmutableArray<string>>.Builder names, string key, string name)
    {
        if (!names.TryGetValue(key, out var present))
            return;
        var rest = present.Remove(name, StringComparer.OrdinalIgnoreCase);
        if (rest.IsEmpty)
            names.Remove(key);
        else
            names[key] = rest;
    }
}
