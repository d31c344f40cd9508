namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes distribution groups.</summary>
public sealed class DistributionGroupCompleter() : NameCompleter("distribution-groups", "name");
