namespace ForeignTransport.Transport.Storage;

/// <summary>What an upgrade of the database schema did; version 0 is an empty database.</summary>
/// <param name="From">The version that was found.</param>
/// <param name="To">The version that is there now.</param>
internal readonly record struct SchemaUpgrade(int From, int To);
