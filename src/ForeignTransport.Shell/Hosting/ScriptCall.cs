using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace ForeignTransport.Shell.Hosting;

/// <summary>
/// The command that runs a script with arguments of a command line: what begins with a dash and a letter is a parameter, everything
/// else is text, whatever it holds. Nothing of it is evaluated.
/// </summary>
internal static partial class ScriptCall
{
    public static string Of(string path, IReadOnlyList<string> arguments)
    {
        var text = new StringBuilder("& ").Append(Quoted(path));
        foreach (var argument in arguments)
        {
            text.Append(' ');
            var parameter = Parameter().Match(argument);
            if (!parameter.Success)
                text.Append(Quoted(argument));
            else if (parameter.Groups["value"].Success)
                text.Append(parameter.Groups["name"].Value).Append(Value(parameter.Groups["value"].Value));
            else
                text.Append(argument);
        }

        return text.ToString();
    }

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    /// <summary>A switch is turned off by -Name:$false, which no text can say.</summary>
    private static string Value(string value) => value.ToLowerInvariant() is "$true" or "$false" or "$null" ? value : Quoted(value);

    [GeneratedRegex(@"^(?<name>-[A-Za-z_][A-Za-z0-9_]*:)(?<value>.*)$|^-[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.Singleline)]
    private static partial Regex Parameter();
}
