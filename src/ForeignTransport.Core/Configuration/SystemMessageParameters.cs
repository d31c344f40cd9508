using System.Globalization;
using System.Text.RegularExpressions;
using ForeignTransport.Core.Delivery;

namespace ForeignTransport.Core.Configuration;

/// <summary>Name, range, default and meaning of every parameter of a <see cref="SystemMessage"/>.</summary>
public static partial class SystemMessageParameters
{
    public static ParameterTable<SystemMessage> Table { get; } = new ParameterTableBuilder<SystemMessage>(SystemMessage.Blank)
        .Text("Language", LanguageTag.Allowed, m => m.Language, (m, v) => m with { Language = Language(v) },
            "The language of the text.", text => LanguageTag.TryNormalize(text, out _))
        .Boolean("Internal", m => m.Internal, (m, v) => m with { Internal = v },
            "True for notifications to senders of the organization, false for those to others.")
        .Text("DsnCode", "4.x.y or 5.x.y with one to three digits for x and y", m => m.DsnCode, (m, v) => m with { DsnCode = Code(v) },
            "The enhanced status code that the text explains.", DsnCode().IsMatch)
        .Text("Text", SystemMessageText.Allowed, m => m.Text, (m, v) => m with { Text = v },
            "What the notification says in place of the explanation of the code.", text => SystemMessageText.TryParse(text, out _))
        .Build();

    private static string Language(string text) =>
        LanguageTag.TryNormalize(text, out var tag) ? tag : throw new FormatException(text);

    // Without leading zeros: that is how a status is written (RFC 3463 section 2), and how it is looked up.
    private static string Code(string text) =>
        string.Join('.', text.Split('.').Select(number => int.Parse(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"^[45]\.[0-9]{1,3}\.[0-9]{1,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DsnCode();
}
