using System.Text.Json;
using ForeignTransport.Core.Access;
using Xunit;

namespace ForeignTransport.Core.Tests.Access;

public class RoleSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Role.ViewOnly, true, false, false)]
    [InlineData(Role.Operator, true, true, false)]
    [InlineData(Role.Administrator, true, true, true)]
    public void should_do_what_lesser_roles_may(Role role, bool view, bool operate, bool administer)
    {
        var caller = new Caller("x", role, AuthenticationMethod.Token);

        Assert.Equal((view, operate, administer), (caller.Has(Role.ViewOnly), caller.Has(Role.Operator), caller.Has(Role.Administrator)));
    }

    [Theory]
    [InlineData("view-only", Role.ViewOnly)]
    [InlineData("ViewOnly", Role.ViewOnly)]
    [InlineData("operator", Role.Operator)]
    [InlineData("ADMINISTRATOR", Role.Administrator)]
    public void should_be_read_in_both_forms(string text, Role role)
    {
        Assert.True(RoleName.TryParse(text, out var read));
        Assert.Equal(role, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("admin")]
    [InlineData("0")]
    [InlineData("view only")]
    public void should_be_none_when_the_text_is_no_role(string? text) => Assert.False(RoleName.TryParse(text, out _));

    [Theory]
    [InlineData("""{"roles":["ft-view","ft-admin"]}""", "roles", Role.Administrator)]
    [InlineData("""{"roles":["ft-op","ft-view"]}""", "roles", Role.Operator)]
    [InlineData("""{"roles":"ft-view"}""", "roles", Role.ViewOnly)]
    [InlineData("""{"roles":["FT-ADMIN"]}""", "roles", null)]
    [InlineData("""{"roles":"ft-view ft-admin"}""", "roles", null)]
    [InlineData("""{"scope":"openid ft-op"}""", "scope", Role.Operator)]
    [InlineData("""{"roles":[1,null,{"ft-admin":1}]}""", "roles", null)]
    [InlineData("""{"roles":{"ft-admin":true}}""", "roles", null)]
    [InlineData("""{"realm_access":{"roles":["ft-admin"]}}""", "realm_access.roles", Role.Administrator)]
    [InlineData("""{"realm_access.roles":["ft-view"],"realm_access":{"roles":["ft-admin"]}}""", "realm_access.roles", Role.ViewOnly)]
    [InlineData("""{"realm_access":"x"}""", "realm_access.roles", null)]
    [InlineData("{}", "roles", null)]
    [InlineData("[]", "roles", null)]
    public void should_be_the_highest_that_the_claims_give(string claims, string claim, Role? expected)
    {
        using var document = JsonDocument.Parse(claims);

        Assert.Equal(expected, new ClaimedRoles(claim, ["ft-admin"], ["ft-op"], ["ft-view"]).Decide(document.RootElement));
    }

    [Theory]
    [InlineData("monitoring", true)]
    [InlineData("a", true)]
    [InlineData("Ada Lovelace", true)]
    [InlineData("ada@contoso.com", true)]
    [InlineData("", false)]
    [InlineData(" a", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    [InlineData("é", false)]
    [InlineData("..", false)]
    public void should_be_a_name_of_a_token_when_it_may_stand_in_paths_and_logs(string name, bool expected) =>
        Assert.Equal(expected, AccessToken.IsName(name));

    [Fact]
    public void should_be_no_name_of_a_token_when_it_is_long()
    {
        Assert.True(AccessToken.IsName(new string('a', 64)));
        Assert.False(AccessToken.IsName(new string('a', 65)));
    }

    [Fact]
    public void should_expire_the_moment_it_says()
    {
        var token = new AccessToken("a", Role.ViewOnly, Now, Now.AddDays(1), "b", null);

        Assert.False(token.IsExpired(Now.AddDays(1).AddTicks(-1)));
        Assert.True(token.IsExpired(Now.AddDays(1)));
        Assert.False((token with { Expires = null }).IsExpired(DateTimeOffset.MaxValue));
    }

    [Theory]
    [InlineData("Ada", "Ada")]
    [InlineData("a\r\nb\u2028c", "a??b?c")]
    [InlineData("", "?")]
    public void should_be_shown_on_one_line_when_somebody_else_chose_the_name(string name, string shown) => Assert.Equal(shown, Caller.OneLine(name));
}
