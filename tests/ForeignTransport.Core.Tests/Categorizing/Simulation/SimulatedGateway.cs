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
    private readonly List<StagedDrop> _files = [];
    private readonly HashSet<(string FileName, bool IsDelivered)> _said = [];

    public bool WasVisible(MessageId message, int recipient) => _seen.ContainsKey((message, recipient));

    /// <summary>Every file that was ever visible, in order.</summary>
    public IReadOnlyList<StagedDrop> Files => _files;

    /// <summary>What it said of files, and what nobody took notice of yet.</summary>
    public List<GatewayReceipt> Receipts { get; } = [];

    /// <summary>It says what became of one of the files, truthfully or not, once or again.</summary>
    public void Confirm(int choice)
    {
        if (_files.Count > 0)
        {
            var isDelivered = choice % 3 != 0;
            var file = _files[choice / 3 % _files.Count];
            _said.Add((file.FileName, isDelivered));
            Receipts.Add(new GatewayReceipt(new DropKey(file.Message, file.Ordinal), file.FileName, isDelivered, isDelivered ? null : "no"));
        }
    }

    /// <summary>True when it said that of a file for this recipient.</summary>
    public bool Said(MessageId message, int recipient, bool isDelivered) => _files.Exists(file =>
        file.Message == message && file.Recipients.Contains(recipient) && _said.Contains((file.FileName, isDelivered)));

    /// <summary>Recipients that were visible more than once.</summary>
    public int Repeated => _seen.Values.Count(seen => seen.Files > 1);

    public void Saw(StagedDrop drop, bool isFlagged)
    {
        _files.Add(drop);
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
