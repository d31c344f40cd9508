using System.Globalization;

namespace ForeignTransport.Server.Bench;

/// <summary>One throughput run: how large, how many.</summary>
/// <param name="SizeBytes">Size of each whole message in bytes.</param>
/// <param name="Messages">How many are offered at once.</param>
internal sealed record BenchLoad(int SizeBytes, int Messages)
{
    private const int LargeBytes = 64 * 1024;

    /// <summary>How many messages of a size are offered unless told otherwise: 20,000, and 4,000 of those above 64 KiB.</summary>
    public static int DefaultMessages(int sizeBytes) => sizeBytes > LargeBytes ? 4_000 : 20_000;

    /// <summary>Pairs the values of <c>--sizes</c> and <c>--messages</c>.</summary>
    /// <param name="sizes">Message sizes in bytes.</param>
    /// <param name="messages">None: the defaults; one: for every size; else as many as sizes.</param>
    /// <param name="loads">The runs, in the order of the sizes.</param>
    /// <param name="problem">What is wrong, naming the option, when the answer is false.</param>
    public static bool TryPair(
        IReadOnlyList<int> sizes, IReadOnlyList<int> messages, out IReadOnlyList<BenchLoad> loads, out string? problem)
    {
        loads = [];
        problem = null;
        if (messages.Count > 1 && messages.Count != sizes.Count)
        {
            problem = string.Create(
                CultureInfo.InvariantCulture,
                $"--messages has {messages.Count} values for {sizes.Count} sizes; give one, or one for each size.");
            return false;
        }

        var paired = new BenchLoad[sizes.Count];
        for (var i = 0; i < paired.Length; i++)
        {
            paired[i] = new BenchLoad(sizes[i], messages.Count switch
            {
                0 => DefaultMessages(sizes[i]),
                1 => messages[0],
                _ => messages[i],
            });
        }

        loads = paired;
        return true;
    }
}
