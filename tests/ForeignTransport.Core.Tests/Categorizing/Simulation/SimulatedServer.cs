namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>What the others see of a server. Its process may live and work whatever they see.</summary>
internal enum ServerStanding
{
    Up,
    Leaving,
    Unreachable,
    Gone
}

/// <summary>One source server: its Drop directory and its connectors.</summary>
internal sealed class SimulatedServer(string name, SimulatedDropDirectory directory)
{
    public string Name { get; } = name;

    public SimulatedDropDirectory Directory { get; } = directory;

    public SimulatedConnectors Connectors { get; } = new(name, directory);

    public ServerStanding Standing { get; set; }

    /// <summary>Counts its processes.</summary>
    public int Run { get; private set; }

    /// <summary>
    /// It is there for everybody. If it was removed it is a new process, and the old one is no more; if it was only unreachable it still has its
    /// work.
    /// </summary>
    public void Return()
    {
        if (Standing == ServerStanding.Gone)
        {
            Connectors.Stop();
            Run++;
        }

        Standing = ServerStanding.Up;
    }

    /// <summary>Sends a command to it. What is sent to a server that does not answer waits in front of it; one that is gone gets nothing.</summary>
    public void Send(Action<SimulatedConnectors> command)
    {
        if (Standing != ServerStanding.Gone)
        {
            command(Connectors);
        }
    }
}
