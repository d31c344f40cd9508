using System.Globalization;
using System.Text;
using ForeignTransport.Server.Bench;

namespace ForeignTransport.Cluster.Tests;

/// <summary>What a drill did and found.</summary>
/// <param name="Plan">What was asked for.</param>
/// <param name="Ended">How often the running server was ended.</param>
/// <param name="EndedInFlight">How often it was ended while offered messages had not come out.</param>
/// <param name="EndedStarting">How often, besides, it was killed before it was ready.</param>
/// <param name="Arrived">How many different messages came out.</param>
/// <param name="Faults">Everything that went wrong.</param>
/// <param name="LastOutput">The last lines of the last server.</param>
internal sealed record DrillReport(
    DrillPlan Plan, int Ended, int EndedInFlight, int EndedStarting, int Arrived, IReadOnlyList<DeliveryFault> Faults, string LastOutput)
{
    /// <summary>One line.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {Plan.Seed}: {Plan.Messages} messages by {Plan.Form}, {Plan.Ending} x {Ended} ({EndedInFlight} in flight) and {EndedStarting} while starting; arrived {Arrived}, faults {Faults.Count}");

    /// <summary>The summary, the faults of each kind and the server's last words.</summary>
    public string Explanation
    {
        get
        {
            var text = new StringBuilder(Summary);
            foreach (var kind in Faults.GroupBy(fault => fault.Kind))
            {
                text.Append('\n').Append(kind.Key).Append(' ').Append(kind.Count()).Append(":\n  ").AppendJoin("\n  ", kind.Take(10));
            }

            return text.Append("\nlast output:\n").Append(LastOutput).ToString();
        }
    }
}
