using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Recipients;

/// <summary>
/// Every recipient of the organization, found by name, alias and proxy address. Immutable: a change makes a new one that shares nearly
/// everything.
/// </summary>
public sealed class RecipientDirectory
{
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> NoNames =
        ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);

    private readonly ImmutableDictionary<string, Recipient> _byName;

    // By alias and by address; more than one name where two recipients have the same.
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _aliases;
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _addresses;

    private RecipientDirectory(
        ImmutableDictionary<string, Recipient> byName,
        ImmutableDictionary<string, ImmutableArray<string>> aliases,
        ImmutableDictionary<string, ImmutableArray<string>> addresses) => (_byName, _aliases, _addresses) = (byName, aliases, addresses);

    /// <summary>No recipients.</summary>
    public static RecipientDirectory Empty { get; } =
        new(ImmutableDictionary.Create<string, Recipient>(StringComparer.OrdinalIgnoreCase), NoNames, NoNames);

    /// <summary>True when resolution has nothing to do.</summary>
    public bool IsEmpty => _byName.IsEmpty;

    public int Count => _byName.Count;

    /// <summary>In no order.</summary>
    public IEnumerable<Recipient> All => _byName.Values;

    /// <summary>A directory of many recipients at once.</summary>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    public static RecipientDirectory Of(IEnumerable<Recipient> recipients)
    {
        var byName = Empty._byName.ToBuilder();
        var aliases = NoNames.ToBuilder();
        var addresses = NoNames.ToBuilder();
        foreach (var recipient in recipients)
        {
            byName.Add(recipient.Name, recipient);
            Put(aliases, recipient.Alias, recipient.Name);
            foreach (var address in recipient.EmailAddresses)
                Put(addresses, Key(address), recipient.Name);
        }

        return new(byName.ToImmutable(), aliases.ToImmutable(), addresses.ToImmutable());
    }

    /// <summary>With this recipient, instead of the one that has its name.</summary>
    public RecipientDirectory With(Recipient recipient)
    {
        var rest = _byName.ContainsKey(recipient.Name) ? Without(recipient.Name) : this;
        var (aliases, addresses) = (rest._aliases.ToBuilder(), rest._addresses.ToBuilder());
        Put(aliases, recipient.Alias, recipient.Name);
        foreach (var address in recipient.EmailAddresses)
            Put(addresses, Key(address), recipient.Name);
        return new(rest._byName.Add(recipient.Name, recipient), aliases.ToImmutable(), addresses.ToImmutable());
    }

    /// <summary>Without the recipient of a name.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public RecipientDirectory Without(string name)
    {
        var recipient = _byName.GetValueOrDefault(name) ?? throw new InvalidOperationException($"There is no recipient {name}.");
        var (aliases, addresses) = (_aliases.ToBuilder(), _addresses.ToBuilder());
        Take(aliases, recipient.Alias, recipient.Name);
        foreach (var address in recipient.EmailAddresses)
            Take(addresses, Key(address), recipient.Name);
        return new(_byName.Remove(name), aliases.ToImmutable(), addresses.ToImmutable());
    }

    /// <summary>The recipient of a name, or null.</summary>
    public Recipient? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Finds a recipient by name, alias or proxy address, in this order; no address that two have.</summary>
    public bool TryFind(string identity, [NotNullWhen(true)] out Recipient? recipient)
    {
        if (_byName.TryGetValue(identity, out recipient))
            return true;
        var names = _aliases.TryGetValue(identity, out var byAlias) ? byAlias
            : NativeAddress.TryParse(identity, out var address, out _) ? NamesOf(address)
            : [];
        recipient = names.Length == 1 ? _byName[names[0]] : null;
        return recipient is not null;
    }

    /// <summary>The recipients that have an address: one, unless the directory is ambiguous.</summary>
    public ImmutableArray<string> NamesOf(NativeAddress address) => _addresses.GetValueOrDefault(Key(address), []);

    /// <summary>The recipients that have an alias.</summary>
    public ImmutableArray<string> NamesOfAlias(string alias) => _aliases.GetValueOrDefault(alias, []);

    /// <summary>The recipients that name another one.</summary>
    public IEnumerable<Recipient> Naming(string name) =>
        _byName.Values.Where(recipient => recipient.References.Contains(name, StringComparer.OrdinalIgnoreCase));

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
