using System.Collections.Immutable;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Configuration;

/// <summary>JSON Web Tokens of an OpenID Connect provider, beside the server's own access tokens.</summary>
/// <param name="Authority">The provider, whose metadata is below it.</param>
/// <param name="Audience">What a token must be made for.</param>
/// <param name="NameClaim">The claim that names the caller.</param>
/// <param name="Roles">How claims become a role.</param>
public sealed record OidcOptions(Uri Authority, string Audience, string NameClaim, ClaimedRoles Roles)
{
    public static readonly NodeOption<Uri> AuthorityOption = new("http.oidc.authority", OptionForms.Authority)
    {
        Default = "<none>",
        Meaning = "The OpenID Connect provider whose tokens are accepted. Its metadata is read from AUTHORITY/.well-known/openid-configuration.",
        Why = "People sign in where they always do, and who leaves the company loses access here too. Keys are looked up there, so they may change at any time.",
    };

    public static readonly NodeOption<string> AudienceOption = new("http.oidc.audience", OptionForms.Text)
    {
        Default = "<none>",
        Meaning = "The audience (aud) that a token must be made for.",
        Why = "Without it a token that somebody got for another program of the same provider would open this one.",
    };

    public static readonly NodeOption<string> RoleClaimOption = new("http.oidc.role-claim", OptionForms.Text)
    {
        Default = "roles",
        Meaning = "The claim that holds the caller's roles or groups; a path with dots reaches into objects, as in realm_access.roles.",
        Why = "roles is what Microsoft Entra ID calls app roles; others say groups or scope.",
    };

    public static readonly NodeOption<string> NameClaimOption = new("http.oidc.name-claim", OptionForms.Text)
    {
        Default = "preferred_username",
        Meaning = "The claim that names the caller in the audit log; the subject (sub) where a token has none.",
        Why = "A name that people know says more than an id. It decides nothing.",
    };

    public static readonly NodeOption<ImmutableArray<string>> AdministratorOption = Values("administrator", "Values of the role claim that make an administrator.");

    public static readonly NodeOption<ImmutableArray<string>> OperatorOption = Values("operator", "Values of the role claim that make an operator.");

    public static readonly NodeOption<ImmutableArray<string>> ViewOnlyOption = Values("view-only", "Values of the role claim that let a caller look.");

    internal static OptionGroup Group { get; } = new(
        "http.oidc",
        "Tokens of an OpenID Connect provider, beside the server's own access tokens. docs/security.md has an example.",
        [AuthorityOption, AudienceOption, RoleClaimOption, AdministratorOption, OperatorOption, ViewOnlyOption, NameClaimOption]);

    internal static OidcOptions? Bind(OptionReader options)
    {
        var authority = options.Read(AuthorityOption, derived: null!);
        var audience = options.Read(AudienceOption, derived: string.Empty);
        var roles = new ClaimedRoles(
            options.Read(RoleClaimOption),
            options.Read(AdministratorOption, derived: []),
            options.Read(OperatorOption, derived: []),
            options.Read(ViewOnlyOption, derived: []));
        var name = options.Read(NameClaimOption);
        if (Group.Options.FirstOrDefault(options.Has) is not { } reason)
            return null;

        foreach (var needed in new NodeOption[] { AuthorityOption, AudienceOption })
        {
            if (!options.IsSet(needed))
                options.Refuse(ErrorCatalogue.MissingOption, $"{needed.FullKey} is needed because {options.Describe(reason)}.");
        }

        if (!new NodeOption[] { AdministratorOption, OperatorOption, ViewOnlyOption }.Any(options.IsSet))
            options.Refuse(
                ErrorCatalogue.MissingOption,
                $"{AdministratorOption.FullKey}, {OperatorOption.FullKey} or {ViewOnlyOption.FullKey} is needed because {options.Describe(reason)}: nobody would get a role.");

        return new(authority, audience, name, roles);
    }

    private static NodeOption<ImmutableArray<string>> Values(string role, string meaning) => new($"http.oidc.{role}", OptionForms.Texts)
    {
        Default = "<none>",
        Meaning = meaning,
        Why = "Compared exactly. A caller gets the highest role of all values that the token has, and none without one.",
        TakesList = true,
    };
}
