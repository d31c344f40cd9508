using System.Reflection;
using Akka.Actor;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Hosting;
using ForeignTransport.Transport.Serialization;
using Xunit;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>Which types may cross between servers, and that each of them can.</summary>
public class TransportMessageSpecs(Serializers serializers) : IClassFixture<Serializers>
{
    private static readonly Type[] Vocabularies =
    [
        typeof(CategorizerCommands), typeof(CategorizerQueries), typeof(CategorizerReplies),
        typeof(DeliveryCommands), typeof(DeliveryQueries), typeof(DeliveryReplies), typeof(OrganizationMessages), typeof(ServerQueries)
    ];

    private static readonly Type[] TransportMessages =
        [.. typeof(ITransportMessage).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(ITransportMessage)))];

    [Fact]
    public void should_have_a_sample_of_every_message_between_servers() =>
        Assert.Equal(
            TransportMessages.Select(type => type.FullName).Order(),
            MessageSamples.All.Values.Select(sample => sample.GetType().FullName).Distinct().Order());

    [Fact]
    public void should_have_a_sample_of_every_command_for_the_organization() =>
        Assert.Equal(
            typeof(OrganizationCommand).GetNestedTypes().Select(type => type.Name).Order(),
            MessageSamples.All.Values.OfType<OrganizationMessages.Change>().Select(change => change.Command.GetType().Name).Distinct().Order());

    [Fact]
    public void should_say_of_every_shared_record_whether_it_crosses_between_servers()
    {
        var undecided = Vocabularies
            .SelectMany(vocabulary => vocabulary.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic))
            .Where(type => type is { IsInterface: false, IsAbstract: false }
                && !type.IsAssignableTo(typeof(ITransportMessage))
                && !type.IsAssignableTo(typeof(INoSerializationVerificationNeeded))
                && !TransportMessages.Any(message => Holds(message, type)));

        Assert.Empty(undecided);
    }

    [Fact]
    public void should_be_equal_to_itself_where_all_of_it_compares_by_value()
    {
        Assert.All(
            MessageSamples.All.Values.Where(sample => sample is OrganizationMessages.Change
                { Command: not OrganizationCommand.NewForeignConnector } or CategorizerCommands.ResolveClaims or CategorizerReplies.PartitionSnapshot),
            sample => Assert.Equal(sample, serializers.RoundTrip(sample)));
    }

    [Fact]
    public void should_show_an_error_of_a_later_release()
    {
        var error = ErrorMapping.FromWire(new Wire.Error { Code = "FT-7999", Name = "MoonInTheWay", Status = "5.9.9", Detail = "Hub09" });

        Assert.Equal("FT-7999 MoonInTheWay: Hub09", error.ToString());
        Assert.True(error.Entry.IsPermanent);
        Assert.Equal("FT-7999 UnknownError: Hub09", ErrorMapping.FromWire(new Wire.Error { Code = "FT-7999", Detail = "Hub09" }).ToString());
    }

    [Fact]
    public void should_take_an_error_from_its_own_catalogue_whatever_the_sender_calls_it()
    {
        var known = ErrorCatalogue.NameInUse;

        Assert.Same(known, ErrorMapping.FromWire(new Wire.Error { Code = known.Code, Name = "Renamed", Status = "4.0.0", Detail = "x" }).Entry);
    }

    [Fact]
    public void should_not_guess_a_change_of_the_organization_that_a_later_release_asks_for()
    {
        Assert.Throws<InvalidDataException>(() => Read(new Wire.Change()));
        Assert.Throws<InvalidDataException>(() => Read(new Wire.Change { NewAcceptedDomain = new() { Name = "X", DomainName = "x.example" } }));
        Assert.Throws<InvalidDataException>(() => Read(new Wire.Change { SetAcceptedDomain = new() { Identity = "X", DomainType = 4 } }));
        Assert.Throws<InvalidDataException>(() => Read(new Wire.Change { SetTransportConfig = new() { Changes = { new Wire.ParameterChange { Name = "X" } } } }));
        Assert.Throws<InvalidDataException>(() => Read(new Wire.Change { NewForeignConnector = new() { Name = "X", AddressSpaces = { "FAX:*;1000" } } }));
        Assert.Throws<InvalidDataException>(() => Read(new Wire.Change { SeedOrganization = new() { Json = """{"newSection":[]}""" } }));
        Assert.Throws<InvalidDataException>(() => Read(new Wire.Change { SeedOrganization = new() { Json = "{}", Times = { new Wire.ConnectorTimes() } } }));
    }

    [Fact]
    public void should_refuse_keys_that_do_not_fit_together()
    {
        var wire = DeliveryMessageMapping.ToWire((DeliveryReplies.Published)MessageSamples.All["pd"]);
        wire.Published_.Ordinals.Add(1);

        Assert.Throws<InvalidDataException>(() => DeliveryMessageMapping.FromWire(wire));
    }

    [Fact]
    public void should_take_an_absent_list_of_keys_for_an_empty_one() =>
        Assert.Equal(
            Described.Of(new DeliveryReplies.Published(7, "", new PublishingResult([], [], null))),
            Described.Of(DeliveryMessageMapping.FromWire(new Wire.Published { Attempt = 7 })));

    private static OrganizationMessages.Change Read(Wire.Change change) => OrganizationMessageMapping.FromWire(change);

    private static bool Holds(Type message, Type part) => message.GetProperties().Any(property =>
        property.PropertyType == part || property.PropertyType.GenericTypeArguments.Contains(part));
}
