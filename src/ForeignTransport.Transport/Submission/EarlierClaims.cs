using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;

namespace ForeignTransport.Transport.Submission;

/// <summary>Claims found in directories: asks the partitions about them, and sorts the answers.</summary>
internal sealed class EarlierClaims(
    SubmissionKind kind, SubmissionServices services, SubmittedBatches batches, ILoggingAdapter log, IActorRef actor)
{
    /// <summary>Lists the claims of a directory; the actor hears of it.</summary>
    public void Search(SubmissionDirectory directory) =>
        Task.Run(() => new SubmissionSteps.ClaimsFound(directory, ClaimFiles.Find(directory.Path), null))
            .PipeTo(actor, failure: cause => new SubmissionSteps.ClaimsFound(directory, [], cause));

    /// <summary>Begins with what was found in an open directory.</summary>
    public void Begin(SubmissionDirectory directory, IReadOnlyList<SubmittedFile> claims, IEnumerable<SubmissionDirectory> all)
    {
        if (claims.Count > 0)
        {
            log.Info("{0} directory: {1} files were claimed before the restart; the categorizer is asked about them", kind.Name, claims.Count);
        }

        // Batches under way in this incarnation are not of an earlier one, and what another directory holds is its own: under two names it
        // can be the same.
        HashSet<MessageId> held = [.. batches.Ids, .. all.SelectMany(other => other.ClaimIds)];
        directory.Recovery!.Start(claims.Where(claim => !held.Contains(claim.ClaimedAs!.Value)), held, services.Partitions.Count);
        Resolve(directory, []);
        Ask(directory);
    }

    /// <summary>
    /// Asks every partition that has not answered, in a way that an answer names its question: what is unknown of one directory's claims says
    /// nothing about another's.
    /// </summary>
    public void Ask(SubmissionDirectory directory)
    {
        if (directory.Recovery is not { } recovery)
        {
            return;
        }

        foreach (var question in recovery.Questions)
        {
            services.Categorizer.Ask<CategorizerReplies.Unknown>(question, SubmittedBatches.ResendInterval).PipeTo(
                actor,
                success: answer => new SubmissionSteps.Answered(directory, recovery, answer),
                failure: _ => new SubmissionSteps.Answered(directory, recovery, null));
        }
    }

    /// <summary>Sorts an answer: unknown claims wait to be taken in.</summary>
    /// <returns>Claims whose message is journaled, to be deleted.</returns>
    public static IReadOnlyList<SubmittedFile> Sort(SubmissionSteps.Answered answered)
    {
        // No answer in time: it is asked again with whatever is sent again.
        if (answered.Answer is not { } answer || answered.Directory.Recovery != answered.Recovery)
        {
            return [];
        }

        var (known, lost) = answered.Recovery.Answered(answer);
        foreach (var claim in lost)
        {
            answered.Directory.Waiting.Add(claim);
        }

        return known;
    }

    /// <summary>These claims are gone; partitions are told when they were the last.</summary>
    public void Resolve(SubmissionDirectory directory, IEnumerable<MessageId> ids) =>
        directory.Recovery?.Resolved([.. ids], services.Partitions.Count, services.Categorizer);
}
