namespace ForeignTransport.Core.Queues;

/// <summary>The states of a queue that Exchange documents (Get-Queue, Status).</summary>
public enum QueueStatus
{
    Ready = 0,
    Active = 1,
    Connecting = 2,
    Retry = 3,
    Suspended = 4
}
