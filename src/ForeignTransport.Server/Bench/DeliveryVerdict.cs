namespace ForeignTransport.Server.Bench;

/// <summary>What the bytes of one drop file turned out to be.</summary>
internal enum DeliveryVerdict
{
    /// <summary>A message of this run, body byte for byte.</summary>
    Intact,

    /// <summary>It ends early: somebody published a file before it was whole.</summary>
    Partial,

    /// <summary>A message of this run with another body.</summary>
    Damaged,

    /// <summary>Not a message of this run.</summary>
    Unknown,
}
