using System.Globalization;
using FsCheck.Xunit;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>
/// A property over <see cref="SimulationRun"/>. Every run of the tests tries the same cases; the environment variable
/// <c>FT_PROPERTY_ITERATIONS</c> asks for more of them.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SimulationPropertyAttribute : PropertyAttribute
{
    private const int UsualIterations = 100;

    public SimulationPropertyAttribute()
    {
        MaxTest = int.TryParse(Environment.GetEnvironmentVariable("FT_PROPERTY_ITERATIONS"), CultureInfo.InvariantCulture, out var iterations)
            ? iterations
            : UsualIterations;
        Replay = "(20261123,31)";
        Arbitrary = [typeof(SimulationRun)];
    }
}
