namespace ForeignTransport.Core.Access;

/// <summary>An object that an act changed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name after the act, or before when it was removed.</param>
/// <param name="Change">created, changed or removed.</param>
/// <param name="FormerName">Its name before, when the act gave it another; null otherwise.</param>
public readonly record struct AuditObject(string Kind, string Name, string Change, string? FormerName = null);
