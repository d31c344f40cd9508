namespace ForeignTransport.Shell.Tests.Samples;

/// <summary>What the test cmdlet writes: a property of every kind that connectors have.</summary>
public sealed class SampleConnector
{
    public string Name { get; init; } = "";

    public IReadOnlyList<string> AddressSpaces { get; init; } = [];

    public string? DropDirectory { get; init; }

    public bool Enabled { get; init; }

    public int MessageCount { get; init; }

    public TimeSpan RetryInterval { get; init; }
}
