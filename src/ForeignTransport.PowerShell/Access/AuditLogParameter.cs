namespace ForeignTransport.PowerShell.Access;

/// <summary>A parameter that an act was given.</summary>
public sealed class AuditLogParameter
{
    public string Name { get; internal set; } = "";

    public string? Value { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => $"{Name}={Value}";
}
