using System.Globalization;

namespace ForeignTransport.PowerShell.Values;

/// <summary>
/// A time span that was given to a parameter: a <see cref="TimeSpan"/>, or text as <c>dd.hh:mm:ss</c>. Any other text goes to the server as
/// it is, which answers with the range of that parameter.
/// </summary>
public sealed class TimeSpanParameter
{
    public TimeSpanParameter(TimeSpan span) => Text = span.ToString("c", CultureInfo.InvariantCulture);

    // "15" is fifteen days to TimeSpan.Parse. What has no colon is left to the server, which refuses it.
    public TimeSpanParameter(string text) => Text =
        text.IndexOf(':') >= 0 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)
            ? span.ToString("c", CultureInfo.InvariantCulture)
            : text;

    /// <summary>As it is sent.</summary>
    public string Text { get; }

    /// <inheritdoc />
    public override string ToString() => Text;
}
