using System.Globalization;

namespace ForeignTransport.PowerShell.Values;

/// <summary>
/// A time span that was given to a parameter: a <see cref="TimeSpan"/>, or text as <c>dd.hh:mm:ss</c>. Text goes to the server as it is, which answers with the
/// form and the range of that parameter: <see cref="TimeSpan.Parse(string)"/> would read <c>15</c> as fifteen days and <c>48:00:00</c> as forty-eight.
/// </summary>
public sealed class TimeSpanParameter
{
    public TimeSpanParameter(TimeSpan span) => Text = span.ToString("c", CultureInfo.InvariantCulture);

    public TimeSpanParameter(string text) => Text = text;

    /// <summary>As it is sent.</summary>
    public string Text { get; }

    /// <inheritdoc />
    public override string ToString() => Text;
}
