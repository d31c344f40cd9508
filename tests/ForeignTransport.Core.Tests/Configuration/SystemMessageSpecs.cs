using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using Xunit;

namespace ForeignTransport.Core.Tests.Configuration;

/// <summary>categorizer.md section 13: texts of the administrator's own, as objects of the organization.</summary>
public class SystemMessageSpecs
{
    private static readonly SystemMessage German = new("de", true, "5.4.4", "Kein Anschluss.");

    private static readonly OrganizationState Organization = Apply(OrganizationState.Empty, New("de", true, "5.4.4", "Kein Anschluss."));

    [Fact]
    public void should_be_there_under_its_identity_when_it_was_created()
    {
        Assert.Equal(German, Organization.SystemMessages[@"DE\internal\5.4.4"]);
        Assert.Equal(@"de\Internal\5.4.4", German.Identity);
        Assert.False(Organization.IsUnconfigured);
    }

    [Theory]
    [InlineData("EN-us", false, "5.007.1", @"en-US\External\5.7.1")]
    [InlineData("En", true, "4.0.0", @"en\Internal\4.0.0")]
    [InlineData("de", false, "5.4.4", @"de\External\5.4.4")]
    [InlineData("de", true, "5.999.999", @"de\Internal\5.999.999")]
    public void should_have_a_canonical_identity_when_it_is_created(string language, bool isInternal, string code, string identity) =>
        Assert.Equal(identity, Assert.Single(Apply(OrganizationState.Empty, New(language, isInternal, code, "x")).SystemMessages).Key);

    [Theory]
    [InlineData("de", "3.4.4", "x", "FT-5001", "DsnCode")]
    [InlineData("de", "5.4", "x", "FT-5001", "DsnCode")]
    [InlineData("de", "5.4.4444", "x", "FT-5001", "DsnCode")]
    [InlineData("de", "5.4.4.4", "x", "FT-5001", "DsnCode")]
    [InlineData("German", "5.4.4", "x", "FT-5001", "Language")]
    [InlineData("de", "5.1.1", "<I>x</I>", "FT-5001", "Text")]
    [InlineData("de", "5.1.1", "", "FT-5001", "Text")]
    [InlineData("DE", "5.04.4", "x", "FT-5005", "DsnCode")]
    public void should_be_refused_with_the_parameter_when_it_is_wrong(string language, string code, string text, string error, string parameter)
    {
        var decision = Decide(Organization, New(language, true, code, text));

        Assert.Equal((error, parameter), (decision.Error?.Entry.Code, decision.Error?.Parameter));
    }

    [Fact]
    public void should_change_only_its_text_when_it_is_set()
    {
        var set = Apply(Organization, new OrganizationCommand.SetSystemMessage(@"de\Internal\5.4.4", ParameterChanges.Of(("Text", "<B>Nein</B>"))));

        Assert.Equal("<B>Nein</B>", set.SystemMessages[German.Identity].Text);
        Assert.Empty(Decide(Organization, new OrganizationCommand.SetSystemMessage(German.Identity, ParameterChanges.Of(("Text", German.Text)))).Events);
        Assert.Equal("FT-5004", Decide(Organization, new OrganizationCommand.SetSystemMessage(@"de\External\5.4.4", ParameterChanges.None)).Error?.Entry.Code);
        Assert.Equal(
            "FT-5003", Decide(Organization, new OrganizationCommand.SetSystemMessage(German.Identity, ParameterChanges.Of(("DsnCode", "5.4.5")))).Error?.Entry.Code);
        Assert.False(OrganizationCommands.TrySetSystemMessage("x", ParameterChanges.Of(("Language", "fr")), out _, out var error));
        Assert.Equal("FT-5003", error.Entry.Code);
    }

    [Fact]
    public void should_be_gone_when_it_was_removed()
    {
        Assert.Empty(Apply(Organization, new OrganizationCommand.RemoveSystemMessage(@"de\INTERNAL\5.4.4")).SystemMessages);
        Assert.Equal("FT-5004", Decide(Organization, new OrganizationCommand.RemoveSystemMessage("nothing")).Error?.Entry.Code);
    }

    [Fact]
    public void should_be_refused_when_somebody_else_changed_it_meanwhile()
    {
        var set = new OrganizationCommand.SetSystemMessage(German.Identity, ParameterChanges.Of(("Text", "y")));

        Assert.Null(OrganizationDecider.Decide(Organization, set, ObjectDocument.Of(German).Revision, default, Guid.Empty).Error);
        Assert.Equal("FT-5020", OrganizationDecider.Decide(Organization, set, "another", default, Guid.Empty).Error?.Entry.Code);
    }

    [Fact]
    public void should_say_what_became_of_it_when_it_changes()
    {
        var changed = German with { Text = "y" };

        Assert.Equal(
            new ObjectChange(ObjectDocument.Of(German), ObjectDocument.Of(changed)),
            Assert.Single(ObjectChange.Of(Organization, [new OrganizationEvent.SystemMessageSet(changed)])));
        Assert.Equal(
            new ObjectChange(ObjectDocument.Of(German), null),
            Assert.Single(ObjectChange.Of(Organization, [new OrganizationEvent.SystemMessageRemoved(German.Identity)])));
        Assert.Equal(
            """{"identity":"de\\Internal\\5.4.4","language":"de","internal":true,"dsnCode":"5.4.4","text":"Kein Anschluss."}""", ObjectDocument.Of(German).Json);
    }

    [Fact]
    public void should_survive_when_the_organization_is_exported_and_imported()
    {
        var file = OrganizationFile.Format(OrganizationDefinition.Of(Organization));
        Assert.True(OrganizationFile.TryParse(file, out var definition, out _));

        var imported = Apply(OrganizationState.Empty, new OrganizationCommand.ImportOrganization(definition));

        Assert.Equal(Organization.SystemMessages.Values, imported.SystemMessages.Values);
        Assert.Empty(Decide(imported, new OrganizationCommand.ImportOrganization(definition)).Events);
        Assert.DoesNotContain("systemMessages", OrganizationFile.Format(OrganizationDefinition.Of(OrganizationState.Empty)), StringComparison.Ordinal);
        var twice = definition with { SystemMessages = [German, German with { Text = "y" }] };
        Assert.Equal("FT-5005", Decide(OrganizationState.Empty, new OrganizationCommand.ImportOrganization(twice)).Error?.Entry.Code);
    }

    [Theory]
    [InlineData("""{"systemMessages":[{"internal":true,"dsnCode":"5.1.1","text":"x"}]}""", "FT-5011", "language")]
    [InlineData("""{"systemMessages":[{"language":"de","dsnCode":"5.1.1","text":"<X>"}]}""", "FT-5001", "text")]
    [InlineData("""{"systemMessages":[{"language":"de","dsnCode":"5.1.1","text":"x","name":"y"}]}""", "FT-5003", "name")]
    public void should_name_the_place_when_a_file_is_wrong(string file, string code, string key)
    {
        Assert.False(OrganizationFile.TryParse(file, out _, out var error));
        Assert.Equal(code, error.Entry.Code);
        Assert.Contains($"$.systemMessages[0].{key}", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_be_a_text_that_could_be_written_when_it_is_built_in()
    {
        Assert.NotEmpty(BuiltInMessages.All);
        Assert.All(BuiltInMessages.All, message => Assert.Empty(SystemMessageParameters.Table.Violations(message)));
        Assert.Equal(BuiltInMessages.All.Length, BuiltInMessages.All.Select(message => message.Identity).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains(BuiltInMessages.All, message => message.Identity == @"en\Internal\5.1.1");
    }

    private static OrganizationCommand.NewSystemMessage New(string language, bool isInternal, string code, string text) =>
        new(ParameterChanges.Of(("Language", language), ("Internal", ParameterValue.Of(isInternal)), ("DsnCode", code), ("Text", text)));

    private static OrganizationDecision Decide(OrganizationState state, OrganizationCommand command) =>
        OrganizationDecider.Decide(state, command, DateTimeOffset.UnixEpoch, Guid.Empty);

    private static OrganizationState Apply(OrganizationState state, OrganizationCommand command)
    {
        var decision = Decide(state, command);
        Assert.Null(decision.Error);
        return decision.Events.Aggregate(state, (next, happened) => next.Apply(happened));
    }
}
