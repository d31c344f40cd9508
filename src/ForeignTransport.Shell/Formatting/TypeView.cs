namespace ForeignTransport.Shell.Formatting;

/// <summary>What to show of objects of a type when nobody said: the definitions of a Format.ps1xml file.</summary>
/// <param name="TypeNames">The types it is for.</param>
/// <param name="Table">The columns of the table; null when the file defines none.</param>
/// <param name="List">The lines of the list; null when the file defines none.</param>
internal sealed record TypeView(IReadOnlyList<string> TypeNames, IReadOnlyList<DisplayProperty>? Table, IReadOnlyList<DisplayProperty>? List);
