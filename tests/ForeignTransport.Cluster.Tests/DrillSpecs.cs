using ForeignTransport.Server.Bench;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>
/// The drill itself, against shell scripts that stand in for the server: one that keeps its word, because a rename is all that it does,
/// and some that break it. A drill that could not fail would prove nothing.
/// </summary>
[Collection(nameof(Alone))]
public sealed class DrillSpecs(ITestOutputHelper output) : IDisposable
{
    /// <summary>So long nothing must come before a message counts as lost; where none is, it is not waited for.</summary>
    private static readonly TimeSpan Loss = TimeSpan.FromSeconds(4);

    private readonly TemporaryDirectory _directory = TemporaryDirectory.Below(Path.GetTempPath());

    public void Dispose() => _directory.Dispose();

    [UnixFact]
    public async Task should_find_no_fault_when_the_server_only_renames()
    {
        var report = await RunAsync("""mv "$file" "$drop/" """, SubmissionForm.Pickup);

        Assert.True(report.Faults.Count == 0, report.Explanation);
        Assert.Equal(300, report.Arrived);
        Assert.Equal(6, report.Ended);
        Assert.True(report.EndedInFlight > 0, report.Explanation);
    }

    [UnixFact]
    public async Task should_find_no_fault_when_the_server_stops_as_asked()
    {
        var report = await RunAsync("""mv "$file" "$drop/" """, SubmissionForm.Replay, Ending.Terminate);

        Assert.True(report.Faults.Count == 0, report.Explanation);
        Assert.Equal(300, report.Arrived);
    }

    [UnixFact]
    public async Task should_find_loss_when_a_message_is_deleted()
    {
        var report = await RunAsync("""case "$file" in *00000123.eml) rm "$file" ;; *) mv "$file" "$drop/" ;; esac""", SubmissionForm.Pickup, stall: Loss);

        Assert.Equal(new DeliveryFault(DeliveryFaultKind.Lost, 123, "offered, never seen in the Drop directory"), Assert.Single(report.Faults));
    }

    [UnixFact]
    public async Task should_find_duplicates_when_a_message_is_published_twice()
    {
        var report = await RunAsync(
            """case "$file" in *00000123.eml) ln "$file" "$drop/again.eml" ;; esac; mv "$file" "$drop/" """, SubmissionForm.Pickup);

        // More than one, if the script was killed between the two names.
        Assert.NotEmpty(report.Faults);
        Assert.All(report.Faults, fault => Assert.Equal((DeliveryFaultKind.Duplicated, 123), (fault.Kind, fault.Index)));
    }

    [UnixFact]
    public async Task should_find_partial_files_when_a_message_is_written_in_place()
    {
        var report = await RunAsync(
            """
            case "$file" in
                *00000123.eml) head -c 1000 "$file" > "$drop/slow.eml"; sleep 0.2; rm "$file" ;;
                *) mv "$file" "$drop/" ;;
            esac
            """,
            SubmissionForm.Pickup,
            stall: Loss);

        // Seen before its first byte, the file does not say which message it is.
        Assert.Contains(report.Faults, fault => fault.Kind == DeliveryFaultKind.Partial);
    }

    [UnixFact]
    public async Task should_find_leftovers_when_a_message_is_refused()
    {
        var report = await RunAsync(
            """case "$file" in *00000123.eml) mv "$file" "${file%.eml}.bad" ;; *) mv "$file" "$drop/" ;; esac""", SubmissionForm.Pickup, stall: Loss);

        Assert.Equal(
            [DeliveryFaultKind.Lost, DeliveryFaultKind.BadMail], report.Faults.Select(fault => fault.Kind));
    }

    [UnixFact]
    public async Task should_find_fault_when_the_server_stops_with_an_exit_code()
    {
        var report = await RunAsync("""mv "$file" "$drop/" """, SubmissionForm.Pickup, Ending.Terminate, exitCode: 3);

        Assert.All(report.Faults, fault => Assert.Equal(DeliveryFaultKind.Server, fault.Kind));
        Assert.Equal(8, report.Faults.Count);
    }

    private Task<DrillReport> RunAsync(string take, SubmissionForm form, Ending ending = Ending.Kill, int exitCode = 0, TimeSpan? stall = null)
    {
        var script = Path.Combine(_directory.Path, "server.sh");
        File.WriteAllText(
            script,
            $$"""
            drop="$3/{{BenchFolder.Connector}}"
            mkdir -p "$3/pickup" "$3/replay" "$drop"
            trap 'exit {{exitCode}}' TERM
            echo "Ready: stand-in"
            while :; do
                for file in "$3"/pickup/*.eml "$3"/replay/*.eml; do
                    [ -e "$file" ] || continue
                    {{take}}
                done
                sleep 0.01
            done

            """);
        return Drill.RunAsync(
            new DrillPlan
            {
                Executable = new ServerExecutable("/bin/sh", [script]),
                Messages = 300,
                Rounds = 6,
                Ending = ending,
                Form = form,
                SizeBytes = 4_096,
                Seed = 20260601,
                StallTimeout = stall ?? HubDrill.Patience,
                QuietPeriod = TimeSpan.FromMilliseconds(300),
            },
            output.WriteLine);
    }
}
