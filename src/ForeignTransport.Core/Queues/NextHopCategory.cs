namespace ForeignTransport.Core.Queues;

/// <summary>Whether a queue's next hop is a server of the organization or something outside it.</summary>
public enum NextHopCategory
{
    Internal = 0,
    External = 1
}
