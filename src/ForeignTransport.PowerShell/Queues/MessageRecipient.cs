namespace ForeignTransport.PowerShell.Queues;

/// <summary>A recipient of a message in a queue.</summary>
public sealed class MessageRecipient
{
    public string Address { get; internal set; } = "";

    public string Type { get; internal set; } = "";

    public string FinalDestination { get; internal set; } = "";

    public string Status { get; internal set; } = "";

    public string LastError { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => LastError.Length == 0 ? $"{Address} ({Status})" : $"{Address} ({Status}: {LastError})";
}
