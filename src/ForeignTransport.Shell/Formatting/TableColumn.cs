namespace ForeignTransport.Shell.Formatting;

/// <summary>A column of a table.</summary>
/// <param name="Label">Its head.</param>
/// <param name="Alignment">Where head and values stand.</param>
/// <param name="Width">A width that somebody asked for; null for what the values need.</param>
internal sealed record TableColumn(string Label, Alignment Alignment, int? Width);
