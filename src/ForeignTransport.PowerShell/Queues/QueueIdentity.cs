using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Names queues: <c>Server\Submission</c>, <c>Server\7</c>, <c>Server\contoso.com</c>, <c>Server\*</c>; without a server, of the one that answers.</summary>
public sealed class QueueIdentity : IdentityParameter
{
    public QueueIdentity(string identity)
        : base(identity)
    {
    }

    public QueueIdentity(int number)
        : base(number.ToString(System.Globalization.CultureInfo.InvariantCulture))
    {
    }

    public QueueIdentity(Queue queue)
        : base(queue.Identity)
    {
    }
}
