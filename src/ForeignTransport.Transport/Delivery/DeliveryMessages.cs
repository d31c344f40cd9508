using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Serialization;

namespace ForeignTransport.Transport.Delivery;

/// <summary>What a partition asks of a connector on a source server.</summary>
internal static class DeliveryCommands
{
    /// <summary>A command for one connector.</summary>
    public interface IConnectorCommand : ITransportMessage
    {
        /// <summary>The connector.</summary>
        Guid Connector { get; }

        /// <summary>The attempt of the sending partition; comes back in the answer.</summary>
        long Attempt { get; }
    }

    /// <summary>Write these drop files into the staging directory and make them durable. Answered with <see cref="DeliveryReplies.Staged"/>.</summary>
    public sealed record StageDrops(Guid Connector, long Attempt, ImmutableArray<DropToStage> Drops) : IConnectorCommand;

    /// <summary>One drop file, without its content.</summary>
    /// <param name="Key">Message and number of the drop.</param>
    /// <param name="FileName">The final name.</param>
    /// <param name="Envelope">The envelope with just the recipients of this file.</param>
    /// <param name="Trace">Where the message came from.</param>
    /// <param name="Size">Bytes of the message.</param>
    /// <param name="PossibleDuplicate">True when an earlier copy may have reached the gateway.</param>
    public sealed record DropToStage(DropKey Key, string FileName, Envelope Envelope, TraceInfo Trace, long Size, bool PossibleDuplicate)
    {
        /// <summary>Unforeseen failures of work on this message that are counted already.</summary>
        public ImmutableArray<string> Faults { get; init; } = [];
    }

    /// <summary>Give staged files their final names. Answered with <see cref="DeliveryReplies.Published"/>.</summary>
    /// <param name="Connector">The connector.</param>
    /// <param name="Attempt">The attempt.</param>
    /// <param name="Directory">The Drop directory in which they are staged, as the server that staged them names it.</param>
    /// <param name="Marker">The marker file beside them; empty when they were staged by a release that had none.</param>
    /// <param name="Drops">The files.</param>
    /// <param name="FirstTry">True when no publication of these files was tried before: a missing file is lost, not published.</param>
    public sealed record PublishDrops(
        Guid Connector, long Attempt, string Directory, string Marker, ImmutableArray<DropToPublish> Drops, bool FirstTry) : IConnectorCommand;

    /// <summary>One staged file.</summary>
    /// <param name="Key">Message and number of the drop.</param>
    /// <param name="FileName">The final name.</param>
    /// <param name="Withdraw">True when it is to be taken back instead, unless it was published already.</param>
    public sealed record DropToPublish(DropKey Key, string FileName, bool Withdraw = false);
}

/// <summary>What can be asked about connectors on a source server.</summary>
internal static class DeliveryQueries
{
    /// <summary>Can the Drop directory of this connector be used? Answered with <see cref="DeliveryReplies.DropDirectoryTested"/>.</summary>
    /// <param name="Connector">The connector.</param>
    /// <param name="Version">The version of the organization by which it is tested, or a newer one.</param>
    public sealed record TestDropDirectory(Guid Connector, long Version) : ITransportMessage;
}

/// <summary>What a connector answers.</summary>
internal static class DeliveryReplies
{
    /// <summary>What became of <see cref="DeliveryCommands.StageDrops"/>.</summary>
    public sealed record Staged(long Attempt, StagingResult Result) : ITransportMessage;

    /// <summary>What became of <see cref="DeliveryCommands.PublishDrops"/> on a server.</summary>
    public sealed record Published(long Attempt, string Server, PublishingResult Result) : ITransportMessage;

    /// <summary>The command was not executed.</summary>
    public sealed record Unavailable(long Attempt, TransportError Error) : ITransportMessage;

    /// <summary>What the server found at its Drop directory.</summary>
    public sealed record DropDirectoryTested(DropDirectoryFacts Facts) : ITransportMessage;
}
