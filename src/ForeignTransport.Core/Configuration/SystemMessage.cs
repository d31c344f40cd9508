using ForeignTransport.Core.Delivery;

namespace ForeignTransport.Core.Configuration;

/// <summary>A text of the administrator's own that takes the place of the explanation of a status code in failure notifications.</summary>
/// <param name="Language">The language of the text, as <c>de</c> or <c>de-AT</c>.</param>
/// <param name="Internal">True for senders of the organization, false for others.</param>
/// <param name="DsnCode">The enhanced status code: 4.x.y or 5.x.y.</param>
/// <param name="Text">What is said: <see cref="SystemMessageText"/>.</param>
public sealed record SystemMessage(string Language, bool Internal, string DsnCode, string Text)
{
    /// <summary>The message that tables take their defaults from.</summary>
    internal static SystemMessage Blank { get; } = new("", false, "", "");

    /// <summary><c>de\Internal\5.4.4</c>: unique without case, and never changes.</summary>
    public string Identity => IdentityOf(Language, Audience, DsnCode);

    /// <summary>Who reads it.</summary>
    public DsnAudience Audience => Internal ? DsnAudience.Internal : DsnAudience.External;

    /// <summary>The identity of a message.</summary>
    public static string IdentityOf(string language, DsnAudience audience, string dsnCode) => $@"{language}\{audience}\{dsnCode}";
}
