using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Notifications;

/// <summary>Names a system message as <c>language\Internal|External\code</c>, or is the object itself.</summary>
public sealed class SystemMessageIdParameter : IdentityParameter
{
    public SystemMessageIdParameter(string identity)
        : base(identity)
    {
    }

    public SystemMessageIdParameter(SystemMessage message)
        : base(message.Identity)
    {
    }
}
