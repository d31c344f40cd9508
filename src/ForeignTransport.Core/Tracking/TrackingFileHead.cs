namespace ForeignTransport.Core.Tracking;

/// <summary>The lines that begin a tracking log file.</summary>
public static class TrackingFileHead
{
    /// <summary>What the files say wrote them, unless it is configured: readers exist that look for Microsoft Exchange.</summary>
    public const string UsualSoftware = "ForeignTransport";

    /// <summary>The lines, each with its line end.</summary>
    /// <param name="software">Who writes.</param>
    /// <param name="now">When the file is begun.</param>
    public static string Format(string software, DateTimeOffset now) => string.Join(
        "\r\n",
        $"#Software: {software}",
        $"#Version: {TrackingScope.SchemaVersion}",
        "#Log-type: Message Tracking Log",
        $"#Date: {TrackingRow.Time(now)}",
        TrackingColumns.Current.ToString(),
        "");
}
