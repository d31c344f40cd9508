namespace ForeignTransport.Core.Messages;

/// <summary>How urgent a message is, in the order in which queues hand messages out. The numbers are those of the journal and never change.</summary>
public enum DeliveryPriority
{
    High = 1,
    Normal = 2,
    Low = 3
}
