namespace ForeignTransport.PowerShell.Queues;

/// <summary>The content of a message, as a file for a Replay directory.</summary>
public sealed class ExportedMessage
{
    internal ExportedMessage(string identity, byte[] fileData) => (Identity, FileData) = (identity, fileData);

    public string Identity { get; }

#pragma warning disable CA1819 // Exchange's BinaryFileDataObject has it as an array, and scripts write it to files.
    public byte[] FileData { get; }
#pragma warning restore CA1819

    public int Length => FileData.Length;

    /// <inheritdoc />
    public override string ToString() => Identity;
}
