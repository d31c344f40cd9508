using System.Text.Json;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Configuration;

/// <summary>What a change does to which object, and the revision that keeps two administrators apart.</summary>
public class ObjectChangeSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Id = new("0193f0d2-0000-7000-8000-000000000001");

    private readonly OrganizationState _state = Apply(
        Apply(OrganizationState.Empty, new OrganizationCommand.RegisterTransportServer("Hub01")),
        new OrganizationCommand.NewForeignConnector("Fax", [Space("FAX:*;1")], ["Hub01"]));

    [Fact]
    public void should_show_every_parameter_under_its_name_when_an_object_is_written()
    {
        using var json = JsonDocument.Parse(ObjectDocument.Of(_state.ForeignConnectors["Fax"]).Json);
        var root = json.RootElement;

        Assert.Equal("Fax", root.GetProperty("identity").GetString());
        Assert.Equal(Id, root.GetProperty("guid").GetGuid());
        Assert.Equal(["FAX:*;1"], root.GetProperty("addressSpaces").EnumerateArray().Select(space => space.GetString()));
        Assert.Equal("unlimited", root.GetProperty("maxMessageSize").GetString());
        Assert.True(root.GetProperty("enabled").GetBoolean());
        Assert.Equal("2026-11-26T12:00:00.000Z", root.GetProperty("whenChanged").GetString());
        Assert.Equal(
            Core.Connectors.ForeignConnectorParameters.Table.All.Length + 4, root.EnumerateObject().Count());
    }

    [Fact]
    public void should_tell_before_and_after_when_an_object_is_set()
    {
        var change = Assert.Single(Changes(new OrganizationCommand.SetForeignConnector("Fax", ParameterChanges.Of(("Name", "Telefax")))));

        Assert.Equal((ObjectKind.ForeignConnector, "Telefax"), (change.Kind, change.Identity));
        Assert.Equal(("Fax", "Telefax"), (change.Before!.Identity, change.After!.Identity));
    }

    [Fact]
    public void should_have_no_before_when_created_and_no_after_when_removed()
    {
        var created = Assert.Single(Changes(new OrganizationCommand.NewAcceptedDomain("Contoso", "contoso.com")));
        var removed = Assert.Single(Changes(new OrganizationCommand.RemoveForeignConnector("Fax")));

        Assert.Null(created.Before);
        Assert.Null(removed.After);
        Assert.Equal(("Contoso", "Fax"), (created.Identity, removed.Identity));
    }

    [Fact]
    public void should_not_sort_every_connector_again_for_each_event_when_many_are_imported()
    {
        const int Many = 4000;
        var definition = OrganizationDefinition.Empty with
        {
            ForeignConnectors =
            [
                .. Enumerable.Range(0, Many).Select(number => _state.ForeignConnectors["Fax"] with
                {
                    Id = Guid.Empty, Name = $"C{number}", DropDirectory = $"C{number}", AddressSpaces = [Space($"FAX:{number};1")]
                })
            ]
        };
        var decision = OrganizationDecider.Decide(_state, new OrganizationCommand.ImportOrganization(definition), Now, new Guid("0193f0d2-0000-7000-9000-000000000001"));

        // What is allocated does not depend on the speed of the machine: half a gigabyte when each event costs as much as there are connectors.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var state = decision.Events.Aggregate(_state, (current, happened) => current.Apply(happened));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Many + 1, state.ForeignConnectors.Count);
        Assert.InRange(allocated, 0, 50_000_000);
        Assert.Equal(Many, ObjectChange.Of(_state, decision.Events).Length);
    }

    [Fact]
    public void should_name_both_objects_when_the_default_domain_moves()
    {
        var state = Apply(Apply(_state, new OrganizationCommand.NewAcceptedDomain("A", "a.example")), new OrganizationCommand.NewAcceptedDomain("B", "b.example"));

        var decision = OrganizationDecider.Decide(state, new OrganizationCommand.SetAcceptedDomain("B", MakeDefault: true), Now, Id);

        Assert.Equal(["A", "B"], ObjectChange.Of(state, decision.Events).Select(change => change.Identity));
    }

    [Fact]
    public void should_count_an_object_once_when_two_events_change_it()
    {
        var one = _state.ForeignConnectors["Fax"] with { Comment = "one" };

        var change = Assert.Single(ObjectChange.Of(
            _state, [new OrganizationEvent.ForeignConnectorSet(one), new OrganizationEvent.ForeignConnectorSet(one with { Comment = "two" })]));

        Assert.Equal(ObjectDocument.Of(_state.ForeignConnectors["Fax"]), change.Before);
        Assert.Equal(ObjectDocument.Of(one with { Comment = "two" }), change.After);
    }

    [Fact]
    public void should_change_the_revision_when_anything_changes_and_only_then()
    {
        var connector = _state.ForeignConnectors["Fax"];
        var revision = ObjectDocument.Of(connector).Revision;

        Assert.Equal(revision, ObjectDocument.Of(connector with { }).Revision);
        Assert.NotEqual(revision, ObjectDocument.Of(connector with { Comment = "x" }).Revision);
        Assert.NotEqual(revision, ObjectDocument.Of(connector with { WhenChanged = Now.AddMilliseconds(1) }).Revision);
        Assert.Matches("^[A-Za-z0-9_-]{20}$", revision);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("current", null)]
    [InlineData("stale", "FT-5020")]
    public void should_decide_by_the_revision_when_one_is_given(string? given, string? code)
    {
        var revision = given == "current" ? ObjectDocument.Of(_state.ForeignConnectors["Fax"]).Revision : given;

        var decision = OrganizationDecider.Decide(
            _state, new OrganizationCommand.SetForeignConnector(@"Hub01\fax", ParameterChanges.Of(("Comment", "x"))), revision, Now, Id);

        Assert.Equal(code, decision.Error?.Entry.Code);
        Assert.Equal(code is null, !decision.Events.IsEmpty);
    }

    [Fact]
    public void should_say_that_it_is_gone_when_a_revision_is_given_for_what_was_removed()
    {
        var decision = OrganizationDecider.Decide(_state, new OrganizationCommand.RemoveForeignConnector("Gone"), "stale", Now, Id);

        Assert.Equal(ErrorCatalogue.ObjectNotFound, decision.Error!.Entry);
    }

    [Theory]
    [InlineData("AddressSpaces", "nonsense:;;")]
    [InlineData("MaxMessageSize", "ten")]
    [InlineData("DropDirectoryQuota", "0")]
    [InlineData("Enabled", "maybe")]
    [InlineData("Bogus", "x")]
    public void should_name_the_parameter_when_its_value_is_refused(string name, string value)
    {
        var decision = OrganizationDecider.Decide(_state, new OrganizationCommand.SetForeignConnector("Fax", ParameterChanges.Of((name, value))), Now, Id);

        Assert.Equal(name, decision.Error!.Parameter);
    }

    private static OrganizationState Apply(OrganizationState state, OrganizationCommand command) =>
        OrganizationDecider.Decide(state, command, Now, Id).Events.Aggregate(state, (next, happened) => next.Apply(happened));

    private IEnumerable<ObjectChange> Changes(OrganizationCommand command) =>
        ObjectChange.Of(_state, OrganizationDecider.Decide(_state, command, Now, Id).Events);

    private static AddressSpace Space(string text) => AddressSpace.TryParse(text, out var space, out var error) ? space : throw new FormatException(error.ToString());
}
