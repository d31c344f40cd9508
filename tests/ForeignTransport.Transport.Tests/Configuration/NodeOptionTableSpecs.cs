using System.Reflection;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Configuration;

public class NodeOptionTableSpecs
{
    [Fact]
    public void should_hold_every_option_when_options_are_declared_beside_their_records()
    {
        var declared = typeof(NodeOption).Assembly.GetTypes()
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType.IsSubclassOf(typeof(NodeOption)))
            .Select(field => (NodeOption)field.GetValue(null)!);

        Assert.Equal(declared.Select(option => option.Key).Order(), NodeOptionTable.All.Select(option => option.Key).Order());
    }

    [Fact]
    public void should_name_each_key_and_variable_once()
    {
        Assert.Distinct(NodeOptionTable.All.Select(option => option.Key));
        Assert.Distinct(NodeOptionTable.All.Select(option => option.EnvironmentVariable));
    }

    [Fact]
    public void should_derive_the_variable_from_the_key()
    {
        Assert.Equal("FT_HTTP_ADDRESS", HttpOptions.AddressOption.EnvironmentVariable);
        Assert.Equal("FT_DATABASE_CONNECTION_STRING", DatabaseOptions.ConnectionStringOption.EnvironmentVariable);
        Assert.Equal("foreign-transport.http.address", HttpOptions.AddressOption.FullKey);
    }

    [Fact]
    public void should_put_each_option_under_its_group() =>
        Assert.All(
            NodeOptionTable.Groups,
            group => Assert.All(
                group.Options,
                option => Assert.Equal(group.Name, option.Key.Contains('.', StringComparison.Ordinal) ? option.Key[..option.Key.LastIndexOf('.')] : "")));

    [Theory]
    [InlineData("adress", "address", true)]
    [InlineData("addrses", "address", true)]
    [InlineData("ADDRESS", "address", true)]
    [InlineData("colour", "address", false)]
    [InlineData("x", "address", false)]
    public void should_suggest_a_name_when_it_is_a_few_keystrokes_away(string typed, string known, bool expected) =>
        Assert.Equal(expected ? known : null, NearestName.Find(typed, [known, "completely-different"]));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "abcd", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void should_count_keystrokes_between_names(string left, string right, int expected)
    {
        Assert.Equal(expected, NearestName.Distance(left, right));
        Assert.Equal(expected, NearestName.Distance(right, left));
    }
}
