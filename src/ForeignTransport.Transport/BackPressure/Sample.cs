using System.Collections.Immutable;
using Akka.Actor;
using ForeignTransport.Core.BackPressure;

namespace ForeignTransport.Transport.BackPressure;

/// <summary>One round of measurements.</summary>
/// <param name="Measurements">What could be measured.</param>
/// <param name="Failures">What could not, and why, by the name of the resource.</param>
internal sealed record Sample(ImmutableArray<Measurement> Measurements, ImmutableArray<(string Resource, string Cause)> Failures)
    : INoSerializationVerificationNeeded
{
    /// <summary>The name under which a failure stands for all resources.</summary>
    public const string Everything = "all";
}
