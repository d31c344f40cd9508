using System.CommandLine;
using ForeignTransport.Core.Access;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.CommandLine;

/// <summary>The verbs below <c>token</c>. They work on the database, so they need no server, and disturb none that runs.</summary>
internal static class TokenSwitches
{
    private static readonly OptionForm<Role> RoleForm = new(RoleName.Allowed, RoleName.TryParse);

    /// <summary>The verb with all below it.</summary>
    public static Command Verb(TokenVerbs verbs) => new("token", "Make, list and remove access tokens for the HTTP API. Run it as the account of the server.")
    {
        Create(verbs),
        NodeSwitches.OfDatabase().Verb("list", "Print name, role and dates of every token.", verbs.List),
        Remove(verbs),
    };

    private static Command Create(TokenVerbs verbs)
    {
        var name = Name("Name of the token, unique: " + AccessToken.AllowedName + ".");
        var role = Switch.Of("--role", "ROLE", $"What its bearer may do: {RoleName.Allowed}.", RoleForm);
        role.Required = true;
        var expires = Switch.Of(
            "--expires", "TIME", "How long it is good for, for example 90d. [default: for ever]",
            OptionForms.Duration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(36500)));
        var file = new Option<string>("--out")
        {
            Description = "New file for the secret, which only its owner may read. Without it the secret is printed. It is never shown again.",
            HelpName = "FILE",
        };
        var command = NodeSwitches.OfDatabase().Verb(
            "create", "Make a token.",
            parsed => (node, output, stopping) => verbs.Create(
                node,
                new TokenArguments(parsed.GetValue(name)!, parsed.GetValue(role)!.Value, parsed.GetValue(expires), parsed.GetValue(file)),
                output,
                stopping));
        command.Add(name);
        command.Add(role);
        command.Add(expires);
        command.Add(file);
        return command;
    }

    private static Command Remove(TokenVerbs verbs)
    {
        var name = Name("Name of the token.");
        var command = NodeSwitches.OfDatabase().Verb(
            "remove", "Remove a token: every server refuses it within 5 seconds.",
            parsed => (node, output, stopping) => verbs.Remove(node, parsed.GetValue(name)!, output, stopping));
        command.Add(name);
        return command;
    }

    private static Option<string> Name(string description) => new("--name") { Description = description, HelpName = "NAME", Required = true };
}
