using System.Globalization;
using System.Text;

namespace ForeignTransport.Server.Demo;

/// <summary>Draws in place on a terminal: the servers, the account, and what happened last.</summary>
/// <param name="output">The terminal.</param>
/// <param name="withColor">False draws without color.</param>
/// <param name="size">Its columns and lines.</param>
internal sealed class TerminalDisplay(TextWriter output, bool withColor, Func<(int Columns, int Lines)> size) : DemoDisplay
{
    private const string Bold = "1";
    private const string Dim = "2";
    private const string Red = "31";
    private const string Green = "32";
    private const string Yellow = "33";
    private const int MostHappenings = 14;

    private readonly Queue<(string Clock, string Happening)> _happenings = new();
    private DemoPicture? _picture;
    private int _drawn;

    /// <inheritdoc />
    public override TimeSpan Beat => TimeSpan.FromMilliseconds(250);

    /// <inheritdoc />
    public override void Say(TimeSpan elapsed, string happening)
    {
        _happenings.Enqueue((Clock(elapsed), happening));
        if (_happenings.Count > MostHappenings)
        {
            _happenings.Dequeue();
        }

        Draw();
    }

    /// <inheritdoc />
    public override void Show(DemoPicture picture)
    {
        _picture = picture;
        Draw();
    }

    private void Draw()
    {
        var (columns, lines) = size();
        var text = new StringBuilder();
        if (_drawn > 0)
        {
            // Back to the first line of the last picture, and away with it.
            text.Append(CultureInfo.InvariantCulture, $"\u001b[{_drawn}F\u001b[J");
        }

        // What scrolled out of the window cannot be drawn over.
        var picture = Compose().ToList();
        var shown = picture.Count < lines ? picture : [.. picture[..Math.Min(picture.Count, Header)], .. picture[Header..].TakeLast(Math.Max(0, lines - 1 - Header))];
        foreach (var line in shown)
        {
            line.AppendTo(text, columns - 1, withColor);
            text.Append('\n');
        }

        _drawn = shown.Count;
        output.Write(text);
        output.Flush();
    }

    private int Header => _picture is { } picture ? picture.Hubs.Count + 6 : 0;

    private IEnumerable<Line> Compose()
    {
        if (_picture is { } picture)
        {
            yield return new Line().Add($"foreign-transport demo   {Clock(picture.Elapsed)} of at most {Clock(picture.Limit)}", Bold);
            yield return new Line();
            yield return new Line().Add($"  {"server",-9} {"status",-20} {"partitions",10} {"accepted/s",11} {"dropped/s",11}", Dim);
            foreach (var hub in picture.Hubs)
            {
                yield return new Line()
                    .Add($"  {hub.Name,-9} ")
                    .Add($"{hub.Status,-20}", hub.Health switch { HubHealth.Good => Green, HubHealth.Changing => Yellow, _ => Red })
                    .Add($" {hub.Partitions?.ToString(CultureInfo.InvariantCulture) ?? "",10} {Number(hub.AcceptedPerSecond),11} {Number(hub.DroppedPerSecond),11}");
            }

            yield return new Line()
                .Add($"  {"all",-9} {"",-20} {"",10} {Number(picture.AcceptedPerSecond),11} {Number(picture.DroppedPerSecond),11}", Dim);
            yield return new Line()
                .Add($"  accepted {Number(picture.Accepted)}   dropped {Number(picture.Dropped)}   on the way {Number(picture.OnTheWay)}   ")
                .Add($"lost {Number(picture.Lost)}", picture.Lost == 0 ? Green : Red)
                .Add("   ")
                .Add($"duplicated {Number(picture.Duplicated)}", picture.Duplicated == 0 ? Green : Red);
            yield return new Line();
        }

        foreach (var (clock, happening) in _happenings)
        {
            yield return new Line().Add($"  {clock}  ", Dim).Add(happening, happening.Contains("SIG", StringComparison.Ordinal) ? Bold : null);
        }
    }

    /// <summary>One line of pieces, cut at the width of the terminal, which would break it and the count of lines with it.</summary>
    private sealed class Line
    {
        private readonly List<(string Text, string? Style)> _pieces = [];

        public Line Add(string text, string? style = null)
        {
            _pieces.Add((text, style));
            return this;
        }

        public void AppendTo(StringBuilder target, int columns, bool withColor)
        {
            var left = columns;
            foreach (var (text, style) in _pieces)
            {
                var cut = text.Length <= left ? text : text[..Math.Max(0, left)];
                left -= cut.Length;
                target.Append(withColor && style is not null && cut.Length > 0 ? $"\u001b[{style}m{cut}\u001b[0m" : cut);
            }
        }
    }
}
