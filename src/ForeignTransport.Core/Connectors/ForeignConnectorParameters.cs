using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Connectors;

/// <summary>Name, range, default and meaning of every parameter of a <see cref="ForeignConnector"/> (<c>Set-ForeignConnector</c>).</summary>
public static class ForeignConnectorParameters
{
    private const int MaximumCommentLength = 2048;

    /// <summary>MaxMessageSize counts in kilobytes: 0 to 2,147,483,647 KB, where DropDirectoryQuota counts in bytes.</summary>
    private const long LargestMessage = int.MaxValue * 1024L;

    public static ParameterTable<ForeignConnector> Table { get; } =
        new ParameterTableBuilder<ForeignConnector>(new ForeignConnector { Id = Guid.Empty, Name = "" })
            .Text("Name", ObjectName.Allowed, c => c.Name, (c, v) => c with { Name = v }, "The name of the connector.", ObjectName.IsValid)
            .List("AddressSpaces", "Type:Space;Cost",
                c => c.AddressSpaces.Select(space => space.ToString()), (c, v) => c with { AddressSpaces = [.. v.Select(Parsed)] },
                "The recipients that the connector serves, with a cost of 1 to 100 each.", CanonicalSpace)
            .List("SourceTransportServers", "names of servers",
                c => c.SourceTransportServers, (c, v) => c with { SourceTransportServers = v },
                "The servers that write the files. They share the work and replace one another.", CanonicalServer)
            .Boolean("IsScopedConnector", c => c.IsScopedConnector, (c, v) => c with { IsScopedConnector = v },
                "Whether only servers of the same site may use the connector.")
            .Text("Comment", "up to 2048 characters", c => c.Comment, (c, v) => c with { Comment = v },
                "A note of the administrator.", comment => comment.Length <= MaximumCommentLength)
            .Text("DropDirectory", @"a folder below the root, a full local path or a UNC path; blank is the connector's name",
                c => c.DropDirectory, (c, v) => c with { DropDirectory = v },
                "Where the files are written.", IsDropDirectory)
            .UnlimitedSize("DropDirectoryQuota", 1, int.MaxValue,
                c => c.DropDirectoryQuota, (c, v) => c with { DropDirectoryQuota = v },
                "No file is written while those in the directory hold as many bytes.")
            .Boolean("Enabled", c => c.Enabled, (c, v) => c with { Enabled = v }, "Whether routing uses the connector.")
            .UnlimitedSize("MaxMessageSize", 0, LargestMessage,
                c => c.MaxMessageSize, (c, v) => c with { MaxMessageSize = v },
                "The largest message that the connector takes.", wholeKilobytes: true)
            .Boolean("RelayDsnRequired", c => c.RelayDsnRequired, (c, v) => c with { RelayDsnRequired = v },
                "Whether a sender who asked for it is told that the message was relayed.")
            .Boolean("OneRecipientPerFile", c => c.OneRecipientPerFile, (c, v) => c with { OneRecipientPerFile = v },
                "Whether each recipient gets a file of its own.")
            .Choice<PossibleDuplicateAction>("PossibleDuplicateAction",
                c => c.PossibleDuplicateAction, (c, v) => c with { PossibleDuplicateAction = v },
                "What to do when a server died and only it knows whether the gateway got a file: wait for it, or drop again, flagged.")
            .Choice<ReceiptMode>("ReceiptMode", c => c.ReceiptMode, (c, v) => c with { ReceiptMode = v },
                "Whether the gateway confirms each file, and a recipient counts as delivered only then: File by name.done or name.failed beside it, or by HTTP.")
            .Span("ReceiptTimeout", "00:00:10", "10.00:00:00", c => c.ReceiptTimeout, (c, v) => c with { ReceiptTimeout = v },
                "How long a file may go unconfirmed before that is reported; it goes on to wait.")
            .Text("CreatedBy", ObjectName.Allowed, c => c.CreatedBy, (c, v) => c with { CreatedBy = v },
                "X-CreatedBy of the files.", ObjectName.IsValid)
            .Build();

    // Only canonical text gets here.
    private static AddressSpace Parsed(string text) =>
        AddressSpace.TryParse(text, out var space, out var error) ? space : throw new FormatException(error.ToString());

    private static (string Text, TransportError? Error) CanonicalSpace(string text) =>
        AddressSpace.TryParse(text, out var space, out var error) ? (space.ToString(), null) : (text, error);

    private static (string Text, TransportError? Error) CanonicalServer(string text) =>
        ObjectName.IsValidServer(text.Trim())
            ? (text.Trim(), null)
            : (text, ErrorCatalogue.InvalidParameter.With("allowed are names of letters, digits, hyphen, dot and underscore"));

    // Blank passes: it resets the directory to the connector's name, which the decider puts in its place.
    private static bool IsDropDirectory(string path) => DirectoryPath.Classify(path) switch
    {
        DirectoryPathKind.Invalid => path.Length == 0,
        DirectoryPathKind.Relative => DropDirectoryPath.TryDescend(path, isWindows: false, out _),
        _ => DirectoryPath.IsAbsolute(path)
    };
}
