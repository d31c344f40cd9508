namespace ForeignTransport.Transport.Configuration;

/// <summary>The message store of this server.</summary>
public sealed record StorageOptions(long CacheSize)
{
    public static readonly NodeOption<long> CacheSizeOption = new("storage.cache-size", OptionForms.ByteSize(0, 16L << 30))
    {
        Default = "64MB",
        Meaning = "Memory for the content of messages that were accepted here a moment ago; 0 turns it off.",
        Why = "Most messages are delivered by the server that took them, within a second: then content is written to the database and never read back.",
    };

    internal static OptionGroup Group { get; } = new("storage", "The message store of this server.", [CacheSizeOption]);

    internal static StorageOptions Bind(OptionReader options) => new(options.Read(CacheSizeOption));
}
