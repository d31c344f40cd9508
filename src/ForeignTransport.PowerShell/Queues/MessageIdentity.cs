using System.Globalization;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Names messages in queues: <c>Server\Queue\1234</c>, <c>Server\*\1234</c> for all copies, or <c>1234</c> for those on the server that answers.</summary>
public sealed class MessageIdentity : IdentityParameter
{
    public MessageIdentity(string identity)
        : base(identity)
    {
    }

    public MessageIdentity(int number)
        : base(number.ToString(CultureInfo.InvariantCulture))
    {
    }

    public MessageIdentity(long number)
        : base(number.ToString(CultureInfo.InvariantCulture))
    {
    }

    public MessageIdentity(Message message)
        : base(message.Identity)
    {
    }
}
