using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Notifications;

/// <summary>A text that notifications have for a status code.</summary>
public sealed class SystemMessage : INamedObject
{
    public string Identity { get; internal set; } = "";

    public string DsnCode { get; internal set; } = "";

    public bool Internal { get; internal set; }

    public string Language { get; internal set; } = "";

    public string Text { get; set; } = "";

    public string Name => Identity;

    public bool IsValid => true;

    /// <inheritdoc />
    public override string ToString() => Identity;
}
