namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes accepted domains.</summary>
public sealed class AcceptedDomainCompleter() : NameCompleter("accepted-domains", "name");
