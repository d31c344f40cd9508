using System.Reflection;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

public class AddressingErrorsSpecs
{
    [Fact]
    public void should_be_unique_named_and_permanent_when_catalogued()
    {
        var entries = typeof(ErrorCatalogue)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (field.Name, Entry: field.GetValue(null) as ErrorEntry))
            .Where(field => field.Entry is { } entry && entry.Code.StartsWith("FT-10", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(entries);
        Assert.Equal(entries.Count, entries.DistinctBy(field => field.Entry!.Code).Count());
        Assert.All(entries, field => Assert.Equal(field.Name, field.Entry!.Name));
        Assert.All(entries, field => Assert.True(field.Entry!.IsPermanent));
        Assert.All(entries, field => Assert.Contains(field.Entry, ErrorCatalogue.All));
    }
}
