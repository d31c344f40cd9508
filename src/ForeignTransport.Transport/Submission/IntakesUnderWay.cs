using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Transport.Submission;

/// <summary>The batches of files that are being claimed and stored, within the rate: each starts here and what became of it is noted here.</summary>
internal sealed class IntakesUnderWay(
    SubmissionKind kind, SubmissionServices services, SubmittedBatches batches, ComplaintLog complaints, ILoggingAdapter log, IActorRef actor)
{
    private const int Limit = 2;
    private const string Store = "message store";

    private SubmissionRate _rate = new(null);
    private int? _messagesPerMinute;
    private int _count;

    /// <summary>Nothing is being claimed.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>PickupDirectoryMaxMessagesPerMinute.</summary>
    public void SetRate(int? messagesPerMinute)
    {
        if (messagesPerMinute != _messagesPerMinute)
        {
            _messagesPerMinute = messagesPerMinute;
            _rate = new SubmissionRate(messagesPerMinute);
        }
    }

    /// <summary>Starts what may be started of a directory; the actor hears of each batch.</summary>
    /// <returns>When the rate allows more, if it is the rate that holds files up.</returns>
    public TimeSpan? Start(SubmissionDirectory directory)
    {
        var waiting = directory.Waiting;
        if (waiting.MayRetryStalled && _count < Limit)
        {
            Start(directory, waiting.TakeStalled());
        }

        while (!waiting.HasStalled && _count < Limit && !batches.IsFull && waiting.HasFiles)
        {
            if (waiting.Take(_rate, services.Time.GetUtcNow()) is not { Count: > 0 } files)
            {
                return _rate.Wait;
            }

            Start(directory, files);
        }

        return null;
    }

    /// <summary>A batch is through.</summary>
    /// <returns>True when the store has accepted something: claims that it refused may be tried again.</returns>
    public bool End(SubmissionSteps.Taken taken)
    {
        var directory = taken.Directory;
        _count--;
        directory.EndIntake(taken.Files);
        if (taken.Result is not { } result)
        {
            // Whatever was claimed is found again by the next search for claims.
            log.Error(taken.Cause, "{0} directory: a batch of {1} files failed; it is taken up again", kind.Name, taken.Files.Count);
            batches.End();
            directory.Close();
            return false;
        }

        foreach (var bad in result.Badmail)
        {
            log.Error("{0} directory: {1} became badmail: {2}", kind.Name, bad.Name, bad.Reason);
        }

        TrackBadmail(result.Badmail);

        _rate.GiveBack(result.Left.Length);
        directory.Keep(result);
        complaints.Settle(taken.Files.Select(file => file.Name).Except(result.Left.Select(left => left.Name)));
        foreach (var left in result.Left.Where(left => left.Reason is not null))
        {
            complaints.ComplainAbout(left.Name, left.Reason!);
        }

        directory.Recovery?.Resolved([.. result.Badmail.Select(bad => bad.Id), .. result.Vanished], services.Partitions.Count, services.Categorizer);
        batches.Submit(result.Accepted);
        if (result.Error is { } error)
        {
            complaints.Complain(Store, error);
            return false;
        }

        if (result.Accepted.IsEmpty)
        {
            return false;
        }

        complaints.Recover(Store);
        return true;
    }

    private void TrackBadmail(ImmutableArray<BadFile> files)
    {
        if (!files.IsEmpty && services.Tracking.Scope is { } scope)
        {
            var now = services.Time.GetUtcNow();
            services.Tracking.Record(
            [
                .. files.Select(bad => TrackingEvents.BadMail(
                    scope.Stamp(now, bad.Id, TrackingEventId.BadMail, 0), kind.Source, bad.Name, bad.Reason))
            ]);
        }
    }

    private void Start(SubmissionDirectory directory, List<SubmittedFile> files)
    {
        var settings = IntakeSettings.From(services.Node, services.Organization.Current!, kind, services.ProductVersion);
        var slot = services.Partitions.Next();
        _count++;
        batches.Begin();
        directory.BeginIntake();
        Task.Run(async () => new SubmissionSteps.Taken(
                directory, files, await directory.Intake.TakeAsync(files, slot, services.Partitions.Count, settings), null))
            .PipeTo(actor, failure: cause => new SubmissionSteps.Taken(directory, files, null, cause));
    }
}
