namespace ForeignTransport.PowerShell.Pipeline;

/// <summary>What cmdlets write and take through the pipeline.</summary>
public interface INamedObject
{
    /// <summary>The name that identifies it.</summary>
    string Name { get; }
}
