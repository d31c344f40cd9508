namespace ForeignTransport.Shell.Interactive;

/// <summary>What can stand at the cursor.</summary>
/// <param name="Start">Where what is replaced begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Texts">What may stand there instead; none when nothing fits.</param>
internal sealed record Completions(int Start, int Length, IReadOnlyList<string> Texts)
{
    public static readonly Completions None = new(0, 0, []);
}
