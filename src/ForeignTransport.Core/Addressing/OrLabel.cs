using System.Collections.Frozen;

namespace ForeignTransport.Core.Addressing;

/// <summary>What the value of an X.400 attribute is made of.</summary>
internal enum OrValueKind
{
    Text,
    Country,
    Digits,
    TerminalType
}

/// <summary>
/// A standard attribute of an O/R address, or <see cref="DomainDefined"/> for all of <c>dda:type</c> (X.402, labels of RFC 1685).
/// </summary>
/// <param name="Name">The label in canonical form.</param>
/// <param name="Rank">The position in canonical order: country first, as Exchange writes it.</param>
/// <param name="MaxLength">The upper bound of X.411, in characters.</param>
/// <param name="Kind">What the value is made of.</param>
internal sealed record OrLabel(string Name, int Rank, int MaxLength, OrValueKind Kind)
{
    /// <summary>Attributes of type <c>dda</c> in one address.</summary>
    public const int MaxDomainDefined = 4;

    /// <summary>Characters of the type of a <c>dda</c>; X.400 has 8, but <c>rfc-822</c> is not the longest one in use.</summary>
    public const int MaxDomainDefinedType = 16;

    private static readonly FrozenDictionary<string, OrLabel> ByName = CreateTable();

    /// <summary>Ranks after every standard attribute; each of the four has a place of its own behind it.</summary>
    public static OrLabel DomainDefined { get; } = new("dda", ByName.Values.Max(label => label.Rank) + 1, 128, OrValueKind.Text);

    /// <summary>The administration management domain, the one attribute that may be blank.</summary>
    public static OrLabel AdministrationDomain { get; } = ByName["a"];

    /// <summary>Finds a standard attribute by its label or a synonym, in any case; null when there is none.</summary>
    public static OrLabel? Find(string label) => ByName.GetValueOrDefault(label);

    private static FrozenDictionary<string, OrLabel> CreateTable()
    {
        var table = new Dictionary<string, OrLabel>(StringComparer.OrdinalIgnoreCase);
        var rank = 0;

        Add(2, OrValueKind.Country, "c", "country");
        Add(16, OrValueKind.Text, "a", "admd");
        Add(16, OrValueKind.Text, "p", "prmd");
        Add(64, OrValueKind.Text, "o", "org");
        Add(32, OrValueKind.Text, "ou1", "ou");
        Add(32, OrValueKind.Text, "ou2");
        Add(32, OrValueKind.Text, "ou3");
        Add(32, OrValueKind.Text, "ou4");
        Add(40, OrValueKind.Text, "s", "surname");
        Add(16, OrValueKind.Text, "g", "given name");
        Add(5, OrValueKind.Text, "i", "initials");
        Add(3, OrValueKind.Text, "q", "gq");
        Add(64, OrValueKind.Text, "cn", "common name");
        Add(15, OrValueKind.Digits, "x121", "x.121");
        Add(55, OrValueKind.Digits, "isdn"); // E.164 number and subaddress
        Add(256, OrValueKind.Text, "psap");
        Add(32, OrValueKind.Digits, "n-id", "ua-id");
        Add(24, OrValueKind.Text, "t-id");
        Add(5, OrValueKind.TerminalType, "t-ty");
        foreach (var name in "c pc pn o ofn of s b r u l a1 a2 a3 a4 a5 a6 ea ed sn".Split(' '))
        {
            Add(30, OrValueKind.Text, $"pd-{name}");
        }

        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(int maxLength, OrValueKind kind, string name, string? synonym = null)
        {
            var label = new OrLabel(name, rank++, maxLength, kind);
            table.Add(name, label);
            if (synonym is not null)
            {
                table.Add(synonym, label);
            }
        }
    }
}
