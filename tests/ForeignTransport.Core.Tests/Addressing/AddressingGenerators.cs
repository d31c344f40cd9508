using FsCheck;
using FsCheck.Fluent;
using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Tests.Addressing;

/// <summary>Text without control characters.</summary>
public sealed record Line(string Text);

/// <summary>A pattern and a text over an alphabet so small that they often match.</summary>
public sealed record GlobCase(string Pattern, string Text);

/// <summary>Legal values of the addressing types, biased towards the characters that the syntaxes give a meaning.</summary>
public static class AddressingGenerators
{
    private static readonly string[] Labels =
        ["c", "a", "p", "o", "ou1", "ou2", "ou3", "ou4", "s", "g", "i", "q", "cn", "x121", "n-id", "t-id", "pd-pn", "dda:x", "dda:a==b", "DDA:RFC-822"];

    public static Arbitrary<Line> Lines() => Text("abcXYZ 019+=-_/:;,.@[]<>\"\\()*$ü€語").Select(text => new Line(text)).ToArbitrary();

    public static Arbitrary<GlobCase> GlobCases() =>
        (from pattern in Text("aAb**")
         from text in Text("aBb")
         select new GlobCase(pattern, text)).ToArbitrary();

    public static Arbitrary<NativeAddress> NativeAddresses() =>
        Gen.OneOf(
            from type in Gen.Elements("FAX", "NOTES", "MOBILE", "EX", "a.b", "x!")
            from value in Text("abcXYZ 019+=-_/:;,.@[]<>\"\\()*$ü€語")
            where value.Length > 0
            select new NativeAddress(type, value),
            OrAddresses().Generator.Select(address => new NativeAddress("X400", address.Format()))).ToArbitrary();

    public static Arbitrary<OrAddress> OrAddresses() =>
        OrTexts(string.Empty)
            .Select(text => OrAddress.TryParse(text, out var address, out _) ? address : null)
            .Where(address => address is not null)
            .Select(address => address!)
            .ToArbitrary();

    public static Arbitrary<AddressSpace> AddressSpaces() =>
        (from entry in Gen.OneOf(
             Gen.Elements("*", "*.contoso.com", "contoso.com", "Contoso.COM.", "*.com", "bücher.example", "*.b.contoso.com"),
             from type in Gen.Elements("FAX", "fax", "NOTES")
             from space in Text("aB 1+*;@:?")
             select $"{type}:{space}",
             OrTexts("**").Select(text => $"X400:{text}"),
             Gen.Constant("X400:*"))
         from cost in Gen.Choose(1, 100)
         select AddressSpace.TryParse($"{entry};{cost}", out var space, out _) ? space : null)
        .Where(space => space is not null)
        .Select(space => space!)
        .ToArbitrary();

    private static Gen<string> OrTexts(string wildcard) =>
        from count in Gen.Choose(1, 6)
        from labels in Gen.Shuffle(Labels)
        from values in Gen.ArrayOf(Text("ab =;:+(" + wildcard), count)
        from digits in Gen.ArrayOf(Gen.Choose(100, 999), count)
        select string.Join(';', labels.Take(count).Zip(values.Zip(digits), (label, value) => $"{label}={Value(label, value.First, value.Second)}"));

    private static string Value(string label, string text, int digits) => label switch
    {
        "c" or "x121" or "n-id" => $"{digits}",
        "i" or "q" => "Jr",
        _ when text.Trim(' ').Length == 0 => "x",
        _ => text[..Math.Min(text.Length, 16)].Trim(' ') is { Length: > 0 } value ? value.Replace(";", ";;", StringComparison.Ordinal) : "x"
    };

    private static Gen<string> Text(string alphabet) =>
        from length in Gen.Choose(0, 24)
        from characters in Gen.ArrayOf(Gen.Elements(alphabet.ToCharArray()), length)
        select new string(characters);
}
