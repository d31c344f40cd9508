namespace ForeignTransport.Core.Configuration;

/// <summary>Whether a transport server takes work. Exchange's states of the component HubTransport, without those it sets itself.</summary>
public enum ComponentState
{
    /// <summary>It takes files and messages, stages for its connectors and runs partitions.</summary>
    Active,

    /// <summary>
    /// It takes nothing new and finishes what it has: for an administrator who is about to work on the machine. Lasts until it is made Active,
    /// also over restarts.
    /// </summary>
    Draining
}
