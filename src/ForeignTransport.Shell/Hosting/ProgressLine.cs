using System.Management.Automation;
using ForeignTransport.Shell.Formatting;

namespace ForeignTransport.Shell.Hosting;

/// <summary>The last line of a terminal while something shows how far it has come. Whoever else writes there wipes it first.</summary>
internal sealed class ProgressLine(ShellConsole console)
{
    private const long LeastMilliseconds = 100;

    private bool _isShown;
    private long _time;

    /// <summary>Shows a record in place of the one before. Of many in a moment only the first is shown.</summary>
    public void Show(ProgressRecord record)
    {
        if (!console.ErrorHasColor)
            return;

        if (record.RecordType == ProgressRecordType.Completed)
        {
            Wipe();
            return;
        }

        var now = Environment.TickCount64;
        if (_isShown && now - _time < LeastMilliseconds)
            return;

        (_isShown, _time) = (true, now);
        console.Error.Write($"\r{DisplayWidth.Shorten(Text(record), console.Width() - 1)}\u001b[K");
    }

    public void Wipe()
    {
        if (!_isShown)
            return;

        _isShown = false;
        console.Error.Write("\r\u001b[K");
    }

    private static string Text(ProgressRecord record)
    {
        var percent = record.PercentComplete >= 0 ? $"{record.PercentComplete}%" : "";
        var rest = record.SecondsRemaining >= 0 ? $"{TimeSpan.FromSeconds(record.SecondsRemaining):c} left" : "";
        var text = string.Join(", ", new[] { $"{record.Activity}: {record.StatusDescription}", percent, rest, record.CurrentOperation ?? "" }.Where(part => part.Length > 0));
        return string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
    }
}
