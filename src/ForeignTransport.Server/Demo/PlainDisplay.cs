using System.Globalization;

namespace ForeignTransport.Server.Demo;

/// <summary>Plain lines, for a file or a pipe: each happening, and how things are every two seconds.</summary>
internal sealed class PlainDisplay(TextWriter output) : DemoDisplay
{
    /// <inheritdoc />
    public override TimeSpan Beat => TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public override void Say(TimeSpan elapsed, string happening) => output.WriteLine($"{Clock(elapsed)} {happening}");

    /// <inheritdoc />
    public override void Show(DemoPicture picture)
    {
        var hubs = picture.Hubs.Select(hub =>
        {
            var partitions = hub.Partitions is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count} partitions") : "";
            return $"{hub.Name} {hub.Status}{partitions}, accepts {Number(hub.AcceptedPerSecond)}/s, drops {Number(hub.DroppedPerSecond)}/s";
        });
        output.WriteLine(
            $"{Clock(picture.Elapsed)}   {string.Join("; ", hubs)}; accepted {Number(picture.Accepted)}, dropped {Number(picture.Dropped)}, "
            + $"on the way {Number(picture.OnTheWay)}, lost {Number(picture.Lost)}, duplicated {Number(picture.Duplicated)}");
    }
}
