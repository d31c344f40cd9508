using System.Globalization;
using FsCheck.Xunit;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>
/// A property over <see cref="SimulationRun"/> or <see cref="SharingRun"/>. Every run of the tests tries the same cases; the environment variable
/// <c>FT_PROPERTY_ITERATIONS</c> asks for more of them, <c>FT_PROPERTY_REPLAY</c> for the case that a failure names.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SimulationPropertyAttribute : PropertyAttribute
{
    public SimulationPropertyAttribute(int usualIterations = 100)
    {
        MaxTest = int.TryParse(Environment.GetEnvironmentVariable("FT_PROPERTY_ITERATIONS"), CultureInfo.InvariantCulture, out var iterations)
            ? iterations
            : usualIterations;
        Replay = Environment.GetEnvironmentVariable("FT_PROPERTY_REPLAY") ?? "(20261123,31)";
        Arbitrary = [typeof(SimulationRun), typeof(SharingRun)];
    }
}
