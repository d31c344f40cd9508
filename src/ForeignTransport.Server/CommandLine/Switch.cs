using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.CommandLine;

/// <summary>Switches whose values have the forms of the options of a server, and its way of saying what is wrong with them.</summary>
internal static class Switch
{
    /// <summary>A number.</summary>
    public static Option<int> Number(string name, string description, int @default, OptionForm<int> form) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => @default,
        CustomParser = result => Parse(result, result.Tokens[0].Value, name, form),
    };

    /// <summary>One value; none when the switch is not given.</summary>
    public static Option<T?> Of<T>(string name, string helpName, string description, OptionForm<T> form)
        where T : struct => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Parse(result, result.Tokens[0].Value, name, form),
    };

    /// <summary>Values separated by commas; none when the switch is not given.</summary>
    public static Option<ImmutableArray<T>> List<T>(string name, string helpName, string description, OptionForm<T> form)
        where T : struct => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(text => Parse(result, text.Trim(), name, form))],
    };

    private static T Parse<T>(ArgumentResult result, string text, string name, OptionForm<T> form)
        where T : struct
    {
        if (form.TryParse(text, out var value))
            return value;

        result.AddError($"{name}: \"{text}\" must be {form.Allowed}.");
        return default;
    }
}
