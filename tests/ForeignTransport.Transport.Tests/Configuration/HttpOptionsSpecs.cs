using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Configuration;

public sealed class HttpOptionsSpecs : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void should_ask_nobody_on_loopback_when_nothing_is_said()
    {
        var http = _folder.Load("").Http;

        Assert.Equal((HttpAuthentication.None, false, null, TimeSpan.FromDays(365)), (http.Authentication, http.Tls.Enabled, http.Oidc, http.AuditMaxAge));
    }

    [Fact]
    public void should_read_every_option_when_the_file_sets_all()
    {
        var http = _folder.Load(
            """
            foreign-transport.http {
              address = "0.0.0.0:8558"
              authentication = required
              audit-max-age = 30d
              tls { certificate = http.pem, key = http.key, password = geheim }
              oidc {
                authority = "https://login.contoso.com/tenant/v2.0"
                audience = "api://foreign-transport"
                role-claim = groups
                name-claim = upn
                administrator = ["mail admins", root]
                operator = "helpdesk"
                view-only = "a, b"
              }
            }
            """).Http;

        Assert.Equal((HttpAuthentication.Required, TimeSpan.FromDays(30)), (http.Authentication, http.AuditMaxAge));
        Assert.Equal(Path.Combine(_folder.Path, "http.pem"), http.Tls.Certificate);
        Assert.Equal(Path.Combine(_folder.Path, "http.key"), http.Tls.Key);
        Assert.Equal("geheim", http.Tls.Password);
        Assert.DoesNotContain("geheim", http.ToString(), StringComparison.Ordinal);
        var oidc = http.Oidc!;
        Assert.Equal(("https://login.contoso.com/tenant/v2.0", "api://foreign-transport", "upn"), (oidc.Authority.AbsoluteUri, oidc.Audience, oidc.NameClaim));
        Assert.Equal(("groups", "mail admins|root", "helpdesk", "a|b"), (
            oidc.Roles.Claim, string.Join('|', oidc.Roles.Administrator), string.Join('|', oidc.Roles.Operator), string.Join('|', oidc.Roles.ViewOnly)));
    }

    [Theory]
    [InlineData("""address = "0.0.0.0:8558" """, "FT-5106", "http.authentication = required")]
    [InlineData("""address = "0.0.0.0:8558", tls.certificate = a.pem""", "FT-5106", "http.address")]
    [InlineData("""address = "0.0.0.0:8558", allow-plain-text = on""", "FT-5106", "http.address")]
    [InlineData("""address = "0.0.0.0:8558", authentication = required""", "FT-5150", "http.tls.certificate is not set")]
    [InlineData("""authentication = required, oidc.audience = a, oidc.operator = b""", "FT-5105", "http.oidc.authority is needed")]
    [InlineData("""authentication = required, oidc.authority = "https://a", oidc.operator = b""", "FT-5105", "http.oidc.audience is needed")]
    [InlineData("""authentication = required, oidc.authority = "https://a", oidc.audience = b""", "FT-5105", "nobody would get a role")]
    [InlineData("""oidc { authority = "https://a" , audience = b, operator = c }""", "FT-5157", "http.authentication is none")]
    [InlineData("tls.key = a.key", "FT-5105", "http.tls.certificate is needed")]
    [InlineData("tls.password = geheim", "FT-5105", "(not shown)")]
    [InlineData("authentication = optional", "FT-5104", "none or required")]
    [InlineData("""authentication = required, oidc { authority = "http://login.contoso.com", audience = b, operator = c }""", "FT-5104", "an https URL")]
    [InlineData("""authentication = required, oidc { authority = "https://a/?b=c", audience = b, operator = c }""", "FT-5104", "an https URL")]
    [InlineData("""authentication = required, oidc { authority = "https://a", audience = b, operator = "a,,b" }""", "FT-5104", "separated by commas")]
    [InlineData("audit-max-age = 1h", "FT-5104", "from 24h")]
    public void should_refuse_to_start_with_the_key_when_options_contradict_one_another(string options, string code, string says)
    {
        var errors = _folder.Errors($"foreign-transport.http {{ {options} }}");

        Assert.Contains(errors, error => error.Entry.Code == code && error.Detail.Contains(says, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""address = "0.0.0.0:8558", authentication = required, allow-plain-text = on""")]
    [InlineData("""address = "0.0.0.0:8558", authentication = required, tls.certificate = a.pem""")]
    [InlineData("authentication = required")]
    [InlineData("tls.certificate = a.pem")]
    [InlineData("""authentication = required, oidc { authority = "http://127.0.0.1:8080/realms/x", audience = b, operator = c }""")]
    public void should_start_when_tokens_travel_encrypted_or_not_at_all(string options) =>
        Assert.NotNull(_folder.Load($"foreign-transport.http {{ {options} }}"));

    [Fact]
    public void should_name_each_oidc_option_when_nobody_is_asked()
    {
        var errors = _folder.Errors("""foreign-transport.http.oidc { authority = "https://a" , audience = b, operator = c }""");

        Assert.Equal(3, errors.Length);
        Assert.All(errors, error => Assert.Equal(ErrorCatalogue.AuthenticationNotRequired, error.Entry));
    }
}
