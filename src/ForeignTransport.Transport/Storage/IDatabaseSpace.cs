namespace ForeignTransport.Transport.Storage;

/// <summary>Where a database on this machine writes.</summary>
internal interface IDatabaseSpace
{
    /// <summary>The directory of its files.</summary>
    string Directory { get; }

    /// <summary>Bytes of its files that hold nothing, and are written before the files grow.</summary>
    long FreeInside();
}
