using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>
/// A Drop directory that survives every crash: a staged file exists until it is renamed, a published one until the gateway takes it.
/// </summary>
internal sealed class SimulatedDropDirectory(string name, SimulatedGateway gateway)
{
    private readonly Dictionary<string, (StagedDrop Drop, bool IsFlagged)> _staging = [];
    private readonly Dictionary<string, StagedDrop> _withdrawn = [];
    private readonly List<StagedDrop> _visible = [];

    /// <summary>Files under <c>.staging</c>.</summary>
    public IReadOnlyCollection<DropKey> Staging =>
        [.. _staging.Values.Select(file => file.Drop).Concat(_withdrawn.Values).Select(drop => new DropKey(drop.Message, drop.Ordinal))];

    /// <summary>Files that the gateway has not taken yet.</summary>
    public IReadOnlyList<StagedDrop> Visible => _visible;

    /// <summary>The marker that a server has here.</summary>
    public string MarkerOf(string server) => $"{server}@{name}";

    /// <summary>True when it is a marker of this directory.</summary>
    public bool Holds(string marker) => marker.EndsWith("@" + name, StringComparison.Ordinal);

    /// <summary>Writes a staging file over whatever has its name.</summary>
    public void Stage(StagedDrop drop, bool isFlagged) => _staging[drop.FileName] = (drop, isFlagged);

    /// <summary>Renames a staging file, which makes it visible; false when there is none.</summary>
    public bool Rename(StagedDrop drop)
    {
        if (!_staging.Remove(drop.FileName, out var file))
        {
            return false;
        }

        _visible.Add(file.Drop);
        gateway.Saw(file.Drop, file.IsFlagged);
        return true;
    }

    /// <summary>Renames a staging file so that nobody publishes it; false when there is none.</summary>
    public bool Withdraw(StagedDrop drop)
    {
        if (!_staging.Remove(drop.FileName, out var file))
        {
            return false;
        }

        _withdrawn.Add(drop.FileName, file.Drop);
        return true;
    }

    /// <summary>True when it was taken back and is still there to tell.</summary>
    public bool IsWithdrawn(StagedDrop drop) => _withdrawn.ContainsKey(drop.FileName);

    /// <summary>Removes a staging file, as a damaged disk or an unknowing administrator would.</summary>
    public void Lose(StagedDrop drop) => _staging.Remove(drop.FileName);

    public bool WasVisible(MessageId message, int recipient) => gateway.WasVisible(message, recipient);

    /// <summary>The gateway takes a file.</summary>
    public void Consume(int choice)
    {
        if (_visible.Count > 0)
        {
            _visible.RemoveAt(choice % _visible.Count);
        }
    }

    /// <summary>What the search for strays does: removes the staging files that nobody claims.</summary>
    public void RemoveStrays(Func<StagedDrop, bool> isClaimed)
    {
        foreach (var (drop, _) in _staging.Values.Where(file => !isClaimed(file.Drop)).ToList())
        {
            _staging.Remove(drop.FileName);
        }

        foreach (var drop in _withdrawn.Values.Where(drop => !isClaimed(drop)).ToList())
        {
            _withdrawn.Remove(drop.FileName);
        }
    }
}
