using System.Collections.Concurrent;
using Akka.Actor;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Submission;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>
/// Stops the server at every step of a file's way and starts it again on what is then on disk: one submission a file, no claim left, and the
/// partitions are told to forget claims when all are resolved, not before.
/// </summary>
public sealed class SubmissionCrashSpecs : DirectoryWorld
{
    private const int Files = 5;

    public enum CrashPoint
    {
        BeforeClaim,
        AfterClaim,
        AfterContent,
        AfterJournal,
        AfterAnswer,
        AfterDeletion
    }

    public SubmissionCrashSpecs() => Configure();

    [Theory]
    [InlineData(CrashPoint.BeforeClaim)]
    [InlineData(CrashPoint.AfterClaim)]
    [InlineData(CrashPoint.AfterContent)]
    [InlineData(CrashPoint.AfterJournal)]
    [InlineData(CrashPoint.AfterAnswer)]
    [InlineData(CrashPoint.AfterDeletion)]
    public async Task should_submit_every_file_once_when_the_server_stops_at(CrashPoint point)
    {
        var claimsAtResolve = new ConcurrentQueue<int>();
        var world = new FakeCategorizer
        {
            Observe = message =>
            {
                if (message is CategorizerCommands.ResolveClaims)
                {
                    claimsAtResolve.Enqueue(Claims().Count(name => ClaimName.TryParse(name, out _, out var id) && id.CreatedAt == IntakeDirectory.Start));
                }
            }
        };
        var categorizer = Sys.ActorOf(world.Props());
        foreach (var number in Enumerable.Range(0, Files))
        {
            Drop(PickupPath, $"{number}.eml", IntakeDirectory.Pickup(body: $"{number}"));
        }

        await CrashAsync(point, world, categorizer);
        // What the stopped server said to the partitions is heard by then.
        await categorizer.Ask<ActorIdentity>(new Identify(1), Patience);
        claimsAtResolve.Clear();
        Time.Advance(TimeSpan.FromMinutes(1));

        var again = Start(categorizer, poll: Often);

        await EventuallyAsync(() =>
        {
            Assert.Equal(Files, world.AcceptedCount);
            Assert.Empty(FilesIn(PickupPath));
            Assert.Equal(PartitionCount, claimsAtResolve.Count);
        });
        await StopAsync(again);
        Assert.All(claimsAtResolve, left => Assert.Equal(0, left));
        Assert.Equal(Files, world.Accepted.Select(message => message.Id).Distinct().Count());
        Assert.Equal(
            Enumerable.Range(0, Files).Select(number => $"{number}"),
            world.Accepted.Select(message => System.Text.Encoding.ASCII.GetString(Store[message.Id].AsSpan(message.HeadLength))).Order());
    }

    [Fact]
    public async Task should_keep_what_partitions_remember_when_a_claim_cannot_be_resolved()
    {
        var world = new FakeCategorizer();
        var categorizer = Sys.ActorOf(world.Props());
        Directory.CreateDirectory(PickupPath);
        var id = MessageId.Create(IntakeDirectory.Start.AddHours(-1), 3, 7);
        var claim = Path.Combine(PickupPath, ClaimName.Format("a.eml", id));
        // Readable, but nothing that could be taken in.
        File.CreateSymbolicLink(claim, Path.Combine(Data, "elsewhere"));
        File.WriteAllText(Path.Combine(Data, "elsewhere"), IntakeDirectory.Pickup());

        var directory = Start(categorizer, poll: Often);
        Drop(PickupPath, "b.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.Equal(1, world.AcceptedCount));
        Assert.Empty(world.Received<CategorizerCommands.ResolveClaims>());

        // Once somebody put it right, in one step, it goes its way without a restart.
        var right = Path.Combine(Data, "right");
        FinishedFile.Write(right, IntakeDirectory.Pickup());
        File.Move(right, claim, overwrite: true);
        await EventuallyAsync(() => Assert.Equal(PartitionCount, world.Received<CategorizerCommands.ResolveClaims>().Count()));
        Assert.Contains(world.Accepted, message => message.Id == id);
        await StopAsync(directory);
    }

    [Fact]
    public async Task should_resolve_claims_when_a_claim_turns_out_to_be_badmail()
    {
        var world = new FakeCategorizer();
        Directory.CreateDirectory(PickupPath);
        var id = MessageId.Create(IntakeDirectory.Start.AddHours(-1), 3, 7);
        File.WriteAllText(Path.Combine(PickupPath, ClaimName.Format("a.eml", id)), "no header at all");

        var directory = Start(Sys.ActorOf(world.Props()), poll: Often);

        await EventuallyAsync(() => Assert.Equal(PartitionCount, world.Received<CategorizerCommands.ResolveClaims>().Count()));
        Assert.Equal(["a.bad", "a.bad.reason"], FilesIn(PickupPath));
        await StopAsync(directory);
    }

    [Fact]
    public async Task should_not_take_its_own_claims_for_old_ones_when_the_directory_is_opened_again_in_the_middle_of_a_batch()
    {
        // The harsh categorizer forgets an id as soon as it may: a second submission would be a second message.
        var world = new FakeCategorizer();
        var categorizer = Sys.ActorOf(world.Props());
        var gate = Store.HoldAppends();
        var directory = Start(categorizer, poll: Often);
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.Single(Store.Ids));
        Configure(service => service with { PickupDirectoryPath = DirectorySetting.At(Path.Combine(Data, "other")) });
        await OpenedAsync(directory);
        Configure();
        await OpenedAsync(directory);
        Assert.Single(Claims());

        gate.SetResult();

        await EventuallyAsync(() =>
        {
            // Once when it was opened first, and once when it was opened again.
            Assert.Empty(Claims());
            Assert.Equal(2 * PartitionCount, world.Received<CategorizerCommands.ResolveClaims>().Count());
        });
        await StopAsync(directory);
        Assert.Equal(1, world.AcceptedCount);
        Assert.Single(world.Received<CategorizerCommands.Submit>());
    }

    [Fact]
    public async Task should_submit_once_when_the_directory_is_opened_again_while_an_answer_is_lost()
    {
        var world = new FakeCategorizer { Answers = false };
        var directory = Start(Sys.ActorOf(world.Props()), poll: Often);
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.Equal(1, world.AcceptedCount));
        Time.Advance(TimeSpan.FromSeconds(1));
        Configure(service => service with { PickupDirectoryPath = DirectorySetting.At(Path.Combine(Data, "other")) });
        await OpenedAsync(directory);
        Configure();
        await EventuallyAsync(() => Assert.Equal(
            2 * PartitionCount, world.Received<CategorizerCommands.ResolveClaims>().Count(resolve => resolve.Server == world.Accepted.First().ClaimedBy)));

        world.Answers = true;
        Time.Advance(SubmittedBatches.ResendInterval);

        await EventuallyAsync(() => Assert.Empty(Claims()));
        await StopAsync(directory);
        Assert.Equal(1, world.AcceptedCount);
        Assert.True(world.Received<CategorizerCommands.Submit>().Count() > 1);
    }

    [Fact]
    public async Task should_not_tell_the_partition_to_forget_when_a_claim_could_not_be_deleted()
    {
        var world = new FakeCategorizer { Answers = false };
        var categorizer = Sys.ActorOf(world.Props());
        var directory = Start(categorizer, poll: Often);
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.Equal(1, world.AcceptedCount));
        var claim = Path.Combine(PickupPath, Assert.Single(Claims()));
        File.Delete(claim);
        Directory.CreateDirectory(claim);

        var submit = Assert.Single(world.Received<CategorizerCommands.Submit>());
        directory.Tell(new CategorizerReplies.Submitted(submit.Partition, [submit.Messages[0].Id]), categorizer);

        await EventuallyAsync(() => Assert.Single(Logged(ErrorCatalogue.ClaimNotDeleted.Code)));
        Assert.Empty(world.Received<CategorizerCommands.ForgetClaims>());
        await StopAsync(directory);
    }

    private string[] Claims() => [.. FilesIn(PickupPath).Where(name => name.EndsWith(".tmp", StringComparison.Ordinal))];

    private async Task CrashAsync(CrashPoint point, FakeCategorizer world, IActorRef categorizer)
    {
        if (point == CrashPoint.BeforeClaim)
        {
            return;
        }

        Store.Outage = point == CrashPoint.AfterClaim ? ErrorCatalogue.MessageStoreBusy.With("test") : null;
        var gate = point == CrashPoint.AfterContent ? Store.HoldAppends() : null;
        world.Answers = false;
        var directory = Start(categorizer);
        await EventuallyAsync(() =>
        {
            Assert.Equal(Files, Claims().Length);
            Assert.Equal(point == CrashPoint.AfterClaim ? 0 : Files, Store.Ids.Count);
            Assert.Equal(point >= CrashPoint.AfterJournal ? Files : 0, world.AcceptedCount);
            Assert.True(Store.Appends > 0);
        });
        await StopAsync(directory);
        if (point == CrashPoint.AfterDeletion)
        {
            // The answer came and the claims went; the partitions were not told.
            Array.ForEach(Claims(), name => File.Delete(Path.Combine(PickupPath, name)));
        }
        else if (point == CrashPoint.AfterAnswer)
        {
            // Some of them went.
            File.Delete(Path.Combine(PickupPath, Claims()[0]));
        }

        gate?.SetResult();
        Store.Outage = null;
        world.Answers = true;
    }
}
