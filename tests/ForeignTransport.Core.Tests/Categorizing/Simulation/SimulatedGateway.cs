using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>
/// The gateway that reads all Drop directories, and remembers everything that was ever visible to it. A recipient is visible once, unless
/// <paramref name="mayBeRepeated"/>: then once without the flag of a possible duplicate.
/// </summary>
internal sealed class SimulatedGateway(bool mayBeRepeated)
{
    private readonly Dictionary<(MessageId Message, int Recipient), (int Files, int Unflagged)> _seen = [];

    public bool WasVisible(MessageId message, int recipient) => _seen.ContainsKey((message, recipient));

    /// <summary>Recipients that were visible more than once.</summary>
    public int Repeated => _seen.Values.Count(seen => seen.Files > 1);

    public void Saw(StagedDrop drop, bool isFlagged)
    {
        foreach (var recipient in drop.Recipients)
        {
            var seen = _seen.GetValueOrDefault((drop.Message, recipient));
            seen = (seen.Files + 1, seen.Unflagged + (isFlagged ? 0 : 1));
            _seen[(drop.Message, recipient)] = seen;
            Assert.True(seen.Files == 1 || mayBeRepeated, $"Recipient {recipient} of {drop.Message} was dropped twice.");
            Assert.True(seen.Unflagged <= 1, $"Recipient {recipient} of {drop.Message} was dropped twice without a word.");
        }
    }
}
