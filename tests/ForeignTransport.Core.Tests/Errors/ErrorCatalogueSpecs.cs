using System.Reflection;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Errors;

public class ErrorCatalogueSpecs
{
    [Fact]
    public void should_hold_every_entry_when_entries_are_spread_over_files()
    {
        var fields = typeof(ErrorCatalogue).GetFields().Where(field => field.FieldType == typeof(ErrorEntry)).ToList();

        Assert.NotEmpty(fields);
        Assert.Equal(fields.Count, ErrorCatalogue.All.Length);
        Assert.All(ErrorCatalogue.All, Assert.NotNull);
    }

    [Fact]
    public void should_use_each_code_and_name_once()
    {
        Assert.Distinct(ErrorCatalogue.All.Select(entry => entry.Code));
        Assert.Distinct(ErrorCatalogue.All.Select(entry => entry.Name));
    }

    [Fact]
    public void should_name_each_entry_as_its_field() =>
        Assert.All(
            typeof(ErrorCatalogue).GetFields(BindingFlags.Public | BindingFlags.Static),
            field => Assert.Equal(field.Name, ((ErrorEntry)field.GetValue(null)!).Name));

    [Fact]
    public void should_give_each_entry_a_code_of_an_area() =>
        Assert.All(ErrorCatalogue.All, entry => Assert.Matches("^FT-[1-7][0-9]{3}$", entry.Code));

    /// <summary>RFC 3463 section 2: class 2, 4 or 5, then subject and detail of up to three digits; an error is never class 2.</summary>
    [Fact]
    public void should_give_each_entry_an_enhanced_status_of_failure() =>
        Assert.All(ErrorCatalogue.All, entry => Assert.Matches(@"^[45]\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})$", entry.Status));

    [Fact]
    public void should_say_meaning_and_remedy_in_whole_sentences_of_one_line() =>
        Assert.All(
            ErrorCatalogue.All.SelectMany(entry => new[] { entry.Meaning, entry.Remedy }),
            text => Assert.Matches(@"^[A-Z][^\r\n]*\.$", text));

    [Fact]
    public void should_find_an_entry_by_its_code_and_nothing_by_another()
    {
        Assert.All(ErrorCatalogue.All, entry => Assert.Same(entry, ErrorCatalogue.Find(entry.Code)));
        Assert.Null(ErrorCatalogue.Find("FT-7999"));
        Assert.Null(ErrorCatalogue.Find(""));
    }

    [Theory]
    [InlineData("5.9.9", "5.9.9")]
    [InlineData("4.9.9", "4.9.9")]
    [InlineData("2.0.0", "4.0.0")]
    [InlineData("", "4.0.0")]
    public void should_count_an_error_of_a_later_release_as_temporary_unless_it_says_otherwise(string told, string status)
    {
        var entry = ErrorEntry.OfLaterRelease("FT-7999", "MoonInTheWay", told);

        Assert.Equal(("FT-7999", "MoonInTheWay", status), (entry.Code, entry.Name, entry.Status));
        Assert.Equal("UnknownError", ErrorEntry.OfLaterRelease("FT-7999", "", told).Name);
    }
}
