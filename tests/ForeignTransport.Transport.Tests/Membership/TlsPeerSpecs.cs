using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Membership;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

/// <summary>What a server finds out about the certificate that another one shows.</summary>
public sealed class TlsPeerSpecs : IDisposable
{
    private readonly TlsAuthority _authority = new();
    private readonly FakeTimeProvider _time = new(TlsAuthority.Now);
    private readonly List<string> _resolved = [];

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("ssl.tcp://foreign-transport@hub02.contoso.com:4053", "hub02.contoso.com", true)]
    [InlineData("akka.ssl.tcp://foreign-transport@hub02.contoso.com:4053", "hub02.contoso.com", true)]
    [InlineData("ssl.tcp://foreign-transport@10.0.0.2:4053", "10.0.0.2", true)]
    [InlineData("ssl.tcp://foreign-transport@fd00::2:4053", "fd00::2", true)]
    [InlineData("ssl.tcp://foreign-transport@[fd00::2]:4053", "fd00::2", true)]
    [InlineData("ssl.tcp://foreign-transport@hub02.contoso.com:4053", "hub01.contoso.com", false)]
    [InlineData("ssl.tcp://foreign-transport@hub02.contoso.com:4053", "10.0.0.2", false)]
    public void should_compare_the_name_that_was_dialled_when_this_server_dialled(string remote, string names, bool accepted)
    {
        Expect(accepted, ErrorCatalogue.TlsCertificateNameMismatch, Judge(_authority.Issue(names), remote));
        Assert.Empty(_resolved);
    }

    /// <summary>hub02.contoso.com is 10.0.0.2 and fd00::2; unknown.contoso.com has no address.</summary>
    [Theory]
    [InlineData("10.0.0.2:50000", "hub02.contoso.com", true)]
    [InlineData("[::ffff:10.0.0.2]:50000", "hub02.contoso.com", true)]
    [InlineData("[fd00::2]:50000", "unknown.contoso.com hub02.contoso.com", true)]
    [InlineData("[::ffff:10.0.0.2]:50000", "10.0.0.2", true)]
    [InlineData("10.0.0.3:50000", "hub02.contoso.com", false)]
    [InlineData("10.0.0.3:50000", "10.0.0.2", false)]
    [InlineData("10.0.0.2:50000", "unknown.contoso.com", false)]
    [InlineData("10.0.0.2:50000", "", false)]
    public void should_compare_the_address_when_the_other_server_dialled(string remote, string names, bool accepted) =>
        Expect(accepted, ErrorCatalogue.TlsCertificateNameMismatch, Judge(_authority.Issue(names), remote));

    [Theory]
    [InlineData("10.9.9.9:50000", "hub02.contoso.com", true)]
    [InlineData("ssl.tcp://foreign-transport@10.9.9.9:4053", "HUB02.contoso.com", true)]
    [InlineData("10.0.0.2:50000", "hub03.contoso.com", false)]
    [InlineData("ssl.tcp://foreign-transport@hub03.contoso.com:4053", "hub03.contoso.com", false)]
    public void should_compare_with_the_list_alone_when_there_is_one(string remote, string names, bool accepted)
    {
        Expect(accepted, ErrorCatalogue.TlsCertificateNameMismatch, Judge(_authority.Issue(names), remote, "hub01.contoso.com", "hub02.contoso.com"));
        Assert.Empty(_resolved);
    }

    [Fact]
    public void should_refuse_a_stranger_before_any_name_is_looked_up()
    {
        using var other = new TlsAuthority();

        Expect(false, ErrorCatalogue.TlsCertificateUntrusted, Judge(other.Issue("hub02.contoso.com"), "10.0.0.2:50000"));
        Assert.Empty(_resolved);
    }

    [Fact]
    public void should_judge_by_the_clock_of_the_moment_when_a_certificate_expires_while_servers_run()
    {
        var certificate = _authority.Issue("10.0.0.2", until: TlsAuthority.Now.AddHours(1));

        Expect(true, null, Judge(certificate, "10.0.0.2:50000"));
        _time.Advance(TimeSpan.FromHours(2));
        Expect(false, ErrorCatalogue.TlsCertificateExpired, Judge(certificate, "10.0.0.2:50000"));
    }

    [Fact]
    public void should_refuse_a_server_when_it_shows_no_certificate_or_its_place_is_unknown()
    {
        Expect(false, ErrorCatalogue.TlsCertificateUntrusted, Judge(null, "10.0.0.2:50000"));
        Expect(false, ErrorCatalogue.TlsCertificateNameMismatch, Judge(_authority.Issue("10.0.0.2"), "somewhere"));
    }

    private TransportError? Judge(X509Certificate2? certificate, string remote, params string[] accepted)
    {
        using var root = X509Certificate2.CreateFromPem(_authority.Pem);
        return new PeerCertificates(new ClusterAuthority([root]), new PeerNames([.. accepted]), _time, Resolve).FindFault(certificate, null, remote);
    }

    private IPAddress[] Resolve(string name)
    {
        _resolved.Add(name);
        return name == "hub02.contoso.com"
            ? [IPAddress.Parse("10.0.0.2"), IPAddress.Parse("fd00::2")]
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static void Expect(bool accepted, ErrorEntry? entry, TransportError? fault) =>
        Assert.True((accepted ? null : entry) == fault?.Entry, fault?.ToString() ?? "accepted");
}
