using System.Reflection;
using System.Runtime.Serialization;
using Akka.Serialization;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Serialization;
using Xunit;
using OrganizationWire = ForeignTransport.Transport.Serialization.Protocol.Organization;

namespace ForeignTransport.Transport.Tests.Serialization;

public class TransportSerializerSpecs(Serializers serializers) : IClassFixture<Serializers>
{
    public static TheoryData<string> Samples() => [.. SerializedSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void should_read_back_what_it_wrote(string sample)
    {
        var value = SerializedSamples.All[sample];

        Assert.Equal(SerializedSamples.ManifestOf(sample), serializers.Transport.Manifest(value));
        Assert.Equal(GoldenSpecs.Describe(value), GoldenSpecs.Describe(serializers.RoundTrip(value)));
    }

    [Fact]
    public void should_read_back_an_organization_snapshot()
    {
        var read = (OrganizationWire.OrganizationSnapshot)serializers.RoundTrip(OrganizationMapping.ToWire(SerializedSamples.Organization));

        var state = OrganizationMapping.FromWire(read);
        Assert.Equal(SerializedSamples.Organization.Version, state.Version);
        Assert.Equal(OrganizationDefinition.Of(SerializedSamples.Organization), OrganizationDefinition.Of(state));
        Assert.Equal(SerializedSamples.ForeignConnector, Assert.Single(state.ForeignConnectors.Values));
    }

    [Fact]
    public void should_have_a_sample_for_every_manifest() =>
        Assert.Equal(AllManifests().Order(), SerializedSamples.All.Values.Select(serializers.Transport.Manifest).Distinct().Order());

    [Fact]
    public void should_have_a_sample_for_every_event()
    {
        var events = typeof(CategorizerEvent).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(CategorizerEvent)) || type.IsSubclassOf(typeof(OrganizationEvent))));

        Assert.Equal(
            events.Select(type => type.Name).Order(),
            SerializedSamples.Events.Values.Select(value => value.GetType().Name).Distinct().Order());
    }

    [Fact]
    public void should_use_every_manifest_for_one_type_only() => Assert.Equal(AllManifests().Distinct().Count(), AllManifests().Count());

    [Theory]
    [InlineData("")]
    [InlineData("MA")]
    [InlineData("ma2")]
    [InlineData("System.String")]
    public void should_refuse_a_manifest_that_it_does_not_know(string manifest) =>
        Assert.Throws<InvalidDataException>(() => serializers.Transport.FromBinary([], manifest));

    [Fact]
    public void should_refuse_what_has_no_manifest()
    {
        Assert.Throws<ArgumentException>(() => serializers.Transport.Manifest("text"));
        Assert.Throws<ArgumentException>(() => serializers.Transport.ToBinary("text"));
    }

    [Theory]
    [InlineData("oe")]
    [InlineData("os")]
    public void should_refuse_an_organization_that_it_cannot_read(string manifest) =>
        Assert.Throws<InvalidDataException>(() => serializers.Transport.FromBinary([], manifest) is OrganizationWire.OrganizationSnapshot snapshot
            ? OrganizationMapping.FromWire(snapshot)
            : null);

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void should_refuse_a_kind_of_dsn_that_a_later_release_wrote(uint kind)
    {
        var wire = CategorizerMapping.ToWire((DsnAccepted)SerializedSamples.Events["dn"]);
        wire.Kind = kind;

        Assert.Throws<InvalidDataException>(() => CategorizerMapping.FromWire(wire));
    }

    [Fact]
    public void should_refuse_any_type_in_the_place_of_the_catch_all_serializer()
    {
        using var system = Akka.Actor.ActorSystem.Create("refusing");
        Serializer refusing = new RefusingSerializer((Akka.Actor.ExtendedActorSystem)system, Akka.Configuration.Config.Empty);

        Assert.Equal(1, refusing.Identifier);
        Assert.Throws<SerializationException>(() => refusing.ToBinary("text"));
        Assert.Throws<InvalidDataException>(() => refusing.FromBinary<string>([]));
    }

    private static IEnumerable<string> AllManifests() =>
        typeof(Manifests).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
}
