using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>
/// A Drop directory that survives every crash: a staged file exists until it is renamed, a published one until the gateway takes it.
/// </summary>
internal sealed class SimulatedDropDirectory
{
    private readonly Dictionary<DropKey, StagedDrop> _staging = [];
    private readonly List<StagedDrop> _visible = [];
    private readonly HashSet<(MessageId Message, int Recipient)> _everVisible = [];

    /// <summary>Files under <c>.staging</c>.</summary>
    public IReadOnlyCollection<DropKey> Staging => _staging.Keys;

    /// <summary>Files that the gateway has not taken yet.</summary>
    public IReadOnlyList<StagedDrop> Visible => _visible;

    public bool WasVisible(MessageId message, int recipient) => _everVisible.Contains((message, recipient));

    /// <summary>Writes a staging file over whatever has its name.</summary>
    public void Stage(StagedDrop drop) => _staging[new DropKey(drop.Message, drop.Ordinal)] = drop;

    /// <summary>Renames a staging file; false when there is none. No recipient is ever visible a second time.</summary>
    public bool Rename(DropKey key)
    {
        if (!_staging.Remove(key, out var drop))
        {
            return false;
        }

        _visible.Add(drop);
        foreach (var recipient in drop.Recipients)
        {
            Assert.True(_everVisible.Add((drop.Message, recipient)), $"Recipient {recipient} of {drop.Message} was dropped twice.");
        }

        return true;
    }

    /// <summary>Removes a staging file, as a damaged disk or an unknowing administrator would.</summary>
    public void Lose(DropKey key) => _staging.Remove(key);

    /// <summary>The gateway takes a file.</summary>
    public void Consume(int choice)
    {
        if (_visible.Count > 0)
        {
            _visible.RemoveAt(choice % _visible.Count);
        }
    }

    /// <summary>What the search for strays does: removes the staging files that nobody claims.</summary>
    public void RemoveStrays(Func<DropKey, bool> isClaimed)
    {
        foreach (var stray in _staging.Keys.Where(key => !isClaimed(key)).ToList())
        {
            _staging.Remove(stray);
        }
    }
}
