using System.Globalization;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Server.Schema;

/// <summary>The verb <c>schema upgrade</c>: brings the database to this release.</summary>
public static class UpgradeSchemaCommand
{
    /// <summary>Upgrades, and says from which version to which.</summary>
    /// <returns>0 when the schema is as this release needs it; 1 when the database could not be asked; 78 when it is not one to upgrade.</returns>
    public static async Task<int> RunAsync(NodeConfiguration node, TextWriter output, CancellationToken stopping)
    {
        try
        {
            await using var database = ServerDatabase.Of(node, "foreign-transport schema upgrade");
            var upgrade = await database.UpgradeSchemaAsync(stopping);
            await output.WriteLineAsync(Describe(upgrade));
            return ExitCode.Success;
        }
        catch (MessageStoreException refused)
        {
            await Console.Error.WriteLineAsync($"foreign-transport: {refused.Error} {refused.Error.Entry.Remedy}".ReplaceLineEndings(" "));
            return refused.Error.Entry.IsPermanent ? ExitCode.Configuration : ExitCode.Failure;
        }
    }

    private static string Describe(SchemaUpgrade? done) => done switch
    {
        null => "The SQLite files of a server keep their schema themselves: nothing is to be done.",
        { From: var from, To: var to } when from == to =>
            string.Create(CultureInfo.InvariantCulture, $"The schema has version {to} already: nothing was to be done."),
        { From: 0, To: var to } => string.Create(CultureInfo.InvariantCulture, $"Created the schema in an empty database: version {to}."),
        { From: var from, To: var to } => string.Create(CultureInfo.InvariantCulture, $"Upgraded the schema from version {from} to version {to}."),
    };
}
