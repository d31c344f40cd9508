namespace ForeignTransport.Server.Bench;

/// <summary>Which directory a generated message is meant for, and so where its envelope stands.</summary>
internal enum SubmissionForm
{
    /// <summary>Pickup: the envelope is read from From and To.</summary>
    Pickup,

    /// <summary>Replay: X-Sender and X-Receiver lines stand before the message.</summary>
    Replay,
}
