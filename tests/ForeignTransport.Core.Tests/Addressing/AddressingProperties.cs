using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ForeignTransport.Core.Addressing;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

/// <summary>The laws of addressing. Every run tries the same cases.</summary>
[Properties(Arbitrary = [typeof(AddressingGenerators)], Replay = "(20261123,31)", MaxTest = 500)]
public class AddressingProperties
{
    [Property]
    public void should_parse_its_own_text_when_space_is_legal(AddressSpace space)
    {
        Assert.True(AddressSpace.TryParse(space.ToString(), out var read, out var error), $"{space}: {error}");
        Assert.Equal(space, read);
        Assert.True(space.SamePattern(read));
        Assert.Equal(space.Specificity, read.Specificity);
    }

    [Property]
    public void should_never_throw_when_entry_is_arbitrary_text(string? text)
    {
        var parsed = AddressSpace.TryParse(text ?? string.Empty, out var space, out var error);

        Assert.Equal(parsed, space is not null);
        Assert.Equal(parsed, error is null);
        Assert.True(error is null || !error.Detail.Any(char.IsControl));
    }

    [Property]
    public void should_never_throw_when_matching_arbitrary_text(AddressSpace space, string? text)
    {
        var line = new string([.. (text ?? string.Empty).Where(character => !char.IsControl(character) && !char.IsSurrogate(character) && character is not ('\u2028' or '\u2029'))]);
        var address = new NativeAddress(space.Type, line);

        Assert.Equal(space.Matches(address), space.Matches(new NativeAddress(space.Type, line)));
    }

    [Property]
    public void should_serve_only_its_type_when_matching(AddressSpace space, NativeAddress address) =>
        Assert.True(space.Type == address.Type || !space.Matches(address));

    [Property]
    public void should_come_back_when_encapsulated(NativeAddress address)
    {
        var encapsulated = Imcea.Encapsulate(address, "contoso.com");
        var at = encapsulated.LastIndexOf('@');
        if (at > SmtpAddress.MaxLocalPartLength)
        {
            Assert.False(Imcea.TryEncapsulate(address, "contoso.com", out _, out _));
            return;
        }

        Assert.True(SmtpAddress.TryParse(encapsulated, out var smtp, out var error), error?.ToString());
        Assert.True(Imcea.TryResolve(smtp, "CONTOSO.com", out var native, out error), error?.ToString());
        Assert.Equal((address.Type, address.Value), (native.Type, native.Value));
    }

    [Property]
    public void should_come_back_when_written_as_xtext(Line line)
    {
        var xtext = Xtext.Encode(line.Text);

        Assert.DoesNotContain(xtext, character => character is < '!' or > '~' or '=');
        Assert.True(Xtext.TryDecode(xtext, out var decoded));
        Assert.Equal(line.Text, decoded);
    }

    [Property]
    public void should_come_back_when_or_address_is_formatted(OrAddress address)
    {
        Assert.True(OrAddress.TryParse(address.Format(), out var read, out var error), $"{address}: {error}");
        Assert.Equal(address, read);
        Assert.Equal(address.Format(), read.Format());
    }

    [Property(MaxTest = 5000)]
    public void should_agree_with_the_definition_when_globbing(GlobCase glob) =>
        Assert.Equal(
            NaiveGlob(glob.Pattern.ToUpperInvariant(), glob.Text.ToUpperInvariant()),
            Glob.Parse(glob.Pattern).Matches(glob.Text));

    [Property(MaxTest = 2000)]
    public void should_be_a_total_preorder_when_specificity_is_compared(AddressSpace a, AddressSpace b, AddressSpace c)
    {
        var (x, y, z) = (a.Specificity, b.Specificity, c.Specificity);

        Assert.Equal(Math.Sign(x.CompareTo(y)), -Math.Sign(y.CompareTo(x)));
        Assert.True(x.CompareTo(y) > 0 || y.CompareTo(z) > 0 || x.CompareTo(z) <= 0);
        Assert.Equal(x == y, x.CompareTo(y) == 0);
        Assert.True(!a.SamePattern(b) || x == y);
    }

    [Property]
    public void should_leave_a_parsable_rest_when_headers_are_arbitrary(Line line)
    {
        var once = OneOffAddress.Encapsulate(line.Text, "contoso.com");

        Assert.Equal(once, OneOffAddress.Encapsulate(once, "contoso.com"));
    }

    [Property]
    public void should_keep_the_mailbox_when_address_is_reparsed(Line line)
    {
        var local = $"\"{line.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        if (local.Length > SmtpAddress.MaxLocalPartLength)
        {
            return;
        }

        Assert.True(SmtpAddress.TryParse($"{local}@contoso.com", out var address, out var error), error?.ToString());
        Assert.Equal(line.Text, address.UnquotedLocalPart);
        Assert.Equal(local, address.LocalPart);
    }

    /// <summary>The definition of the star, by dynamic programming over all prefixes.</summary>
    private static bool NaiveGlob(string pattern, string text)
    {
        var matches = new bool[pattern.Length + 1, text.Length + 1];
        matches[0, 0] = true;
        for (var p = 1; p <= pattern.Length; p++)
        {
            for (var t = 0; t <= text.Length; t++)
            {
                matches[p, t] = pattern[p - 1] == '*'
                    ? matches[p - 1, t] || (t > 0 && matches[p, t - 1])
                    : t > 0 && pattern[p - 1] == text[t - 1] && matches[p - 1, t - 1];
            }
        }

        return matches[pattern.Length, text.Length];
    }
}
