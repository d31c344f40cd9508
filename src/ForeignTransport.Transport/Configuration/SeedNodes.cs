using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Akka.Actor;

namespace ForeignTransport.Transport.Configuration;

/// <summary>Servers named by an administrator, each as a host and a port.</summary>
/// <param name="Text">As they were written: <c>HOST:PORT</c>, separated by commas; <c>none</c> for none.</param>
public sealed record SeedNodes(string Text)
{
    public static readonly SeedNodes None = new("none");

    /// <summary>True when none is named.</summary>
    public bool IsEmpty => Text == None.Text;

    /// <summary>Reads <c>HOST:PORT, HOST:PORT</c> or <c>none</c>.</summary>
    public static bool TryParse(string text, [MaybeNullWhen(false)] out SeedNodes value)
    {
        value = new SeedNodes(text.Trim());
        return value.IsEmpty || value.Text.Split(',').All(node => TrySplit(node, out _, out _));
    }

    /// <summary>Their addresses, with the protocol and the system name that all members of a cluster share.</summary>
    public ImmutableArray<Address> AddressesLike(Address self) => IsEmpty
        ? []
        : [.. Text.Split(',').Select(node => TrySplit(node, out var host, out var port)
            ? new Address(self.Protocol, self.System, host, port)
            : throw new InvalidOperationException($"{node} was accepted as a seed node and is none."))];

    public override string ToString() => Text;

    private static bool TrySplit(string node, out string host, out int port)
    {
        var trimmed = node.Trim();
        var colon = trimmed.LastIndexOf(':');
        host = colon > 0 ? trimmed[..colon] : "";
        return int.TryParse(trimmed.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= 65535
            && OptionForms.HostName.TryParse(host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host, out _);
    }
}
