using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Serialization;
using ForeignTransport.Transport.Tests.Configuration;
using Google.Protobuf;
using Xunit;
using OrganizationWire = ForeignTransport.Transport.Serialization.Protocol.Organization;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Categorizer;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>
/// The bytes that every release wrote, in <c>Golden/&lt;release&gt;/&lt;manifest&gt;.bin</c>: this release reads them, and so will every later
/// one. How to add those of a new release is in <c>Golden/README.md</c>.
/// </summary>
public class GoldenSpecs(Serializers serializers) : IClassFixture<Serializers>
{
    private const string WriteVariable = "FT_WRITE_GOLDEN";

    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "ForeignTransport.Transport.Tests", "Serialization", "Golden");

    /// <summary>Every golden file of every release, as <c>release/name</c>.</summary>
    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Folder, "*.bin", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void should_read_what_an_earlier_release_wrote(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);

        var value = serializers.Transport.FromBinary(File.ReadAllBytes(Path.Combine(Folder, file)), SerializedSamples.ManifestOf(name));

        Assert.Equal(Describe(SerializedSamples.All[name]), Describe(value));
    }

    /// <summary>Without its bytes a sample would prove nothing to the next release: what is new is written as soon as it is there.</summary>
    [Fact]
    public void should_have_golden_bytes_of_every_sample() =>
        Assert.Equal(
            SerializedSamples.All.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Folder, "*.bin", SearchOption.AllDirectories)
                .Select(file => Path.GetFileNameWithoutExtension(file)!).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Writes the golden files of a new release when asked to, and otherwise checks that it could.</summary>
    [Fact]
    public void should_write_every_sample()
    {
        var release = Environment.GetEnvironmentVariable(WriteVariable);
        foreach (var (name, value) in SerializedSamples.All)
        {
            var bytes = serializers.Transport.ToBinary(value);
            Assert.NotEmpty(bytes);
            if (release is not null)
            {
                var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, release)).FullName, $"{name}.bin");
                if (!File.Exists(file))
                {
                    File.WriteAllBytes(file, bytes);
                }
            }
        }
    }

    internal static string Describe(object value) => value switch
    {
        Wire.CategorizerSnapshot snapshot => Described.Of(CategorizerSnapshotMapping.FromWire(snapshot)),
        OrganizationWire.OrganizationSnapshot snapshot => Described.Of(OrganizationMapping.FromWire(snapshot) is var state
            ? new { state.Version, Definition = OrganizationDefinition.Of(state), Connectors = state.ForeignConnectors.Values.ToList() }
            : null),
        IMessage => throw new InvalidOperationException("A snapshot of a kind that is not described."),
        _ => Described.Of(value)
    };
}
