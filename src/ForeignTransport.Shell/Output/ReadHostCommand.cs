using System.Management.Automation;
using System.Security;
using ForeignTransport.Shell.Hosting;

namespace ForeignTransport.Shell.Output;

/// <summary>
/// Read-Host: a line that somebody types. Without a terminal it is the next line of standard input, and no question is shown; where the
/// commands themselves come from standard input, it fails.
/// </summary>
/// <example>
/// <code>$address = Read-Host 'Address of the recipient'</code>
/// <para>Asks for an address.</para>
/// </example>
/// <example>
/// <code>$password = Read-Host 'Password of the gateway' -MaskInput</code>
/// <para>Asks for a password, and shows stars while it is typed.</para>
/// </example>
[Cmdlet(VerbsCommunications.Read, "Host", DefaultParameterSetName = "AsString")]
[OutputType(typeof(string), typeof(SecureString))]
public sealed class ReadHostCommand : PSCmdlet
{
    /// <summary>The question. A colon is put after it.</summary>
    [Parameter(Position = 0, ValueFromRemainingArguments = true)]
    [AllowNull]
    public object? Prompt { get; set; }

    /// <summary>Shows stars for what is typed, and gives it as a secure string.</summary>
    [Parameter(ParameterSetName = "AsSecureString")]
    public SwitchParameter AsSecureString { get; set; }

    /// <summary>Shows stars for what is typed, and gives it as a text.</summary>
    [Parameter(ParameterSetName = "AsString")]
    public SwitchParameter MaskInput { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var parts = LanguagePrimitives.GetEnumerable(Prompt)?.Cast<object?>() ?? [Prompt];
        var text = string.Join(' ', parts.Select(LanguagePrimitives.ConvertTo<string>).Where(part => !string.IsNullOrEmpty(part)));
        var question = text.Length == 0 ? "" : $"{text}: ";
        var screen = ShellHost.Of(Host).Screen;
        if (AsSecureString)
            WriteObject(Secured(screen.ReadMasked(question)));
        else
            WriteObject(MaskInput ? screen.ReadMasked(question) : screen.ReadLine(question));
    }

    private static SecureString Secured(string text)
    {
        var result = new SecureString();
        foreach (var character in text)
            result.AppendChar(character);

        result.MakeReadOnly();
        return result;
    }
}
