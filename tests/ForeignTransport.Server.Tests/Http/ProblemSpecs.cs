using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Http;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ForeignTransport.Server.Tests.Http;

public class ProblemSpecs
{
    /// <summary>Whoever may have been heard is not told to come back: the request could be made twice.</summary>
    [Theory]
    [InlineData(nameof(ErrorCatalogue.InsufficientResources), "10")]
    [InlineData(nameof(ErrorCatalogue.MessageStoreFull), "10")]
    [InlineData(nameof(ErrorCatalogue.OrganizationUnanswered), "")]
    [InlineData(nameof(ErrorCatalogue.CommandOutcomeUnknown), "")]
    public async Task should_say_when_to_come_back_when_nothing_was_taken_for_want_of_room(string name, string expected)
    {
        var context = new DefaultHttpContext();

        await Problem.AnswerAsync(context, ErrorCatalogue.All.Single(entry => entry.Name == name).With(""));

        Assert.Equal((StatusCodes.Status503ServiceUnavailable, expected), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
    }
}
