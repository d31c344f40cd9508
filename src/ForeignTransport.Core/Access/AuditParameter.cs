namespace ForeignTransport.Core.Access;

/// <summary>A parameter that an act was given.</summary>
public readonly record struct AuditParameter(string Name, string Value);
