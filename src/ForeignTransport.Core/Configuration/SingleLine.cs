namespace ForeignTransport.Core.Configuration;

internal static class SingleLine
{
    public static string Quote(ReadOnlySpan<char> text) => $"'{text}'";
}
