using System.Text;
using ForeignTransport.Server.Api;
using ForeignTransport.Server.Api.Documents;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Xunit;
using OpenApiDocument = ForeignTransport.Server.Api.Documents.OpenApiDocument;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>What is written about the API is read by the library that others read it with, and is what the routes are.</summary>
public class OpenApiSpecs
{
    [Fact]
    public async Task should_be_a_valid_document_that_names_every_route()
    {
        var json = OpenApiDocument.Write(ApiRoutes.Describe(), "1.2.3").ToJsonString();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));

        var read = await Microsoft.OpenApi.OpenApiDocument.LoadAsync(stream, "json", new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() });

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        var operations = read.Document!.Paths.SelectMany(path => path.Value.Operations!.Select(operation => $"{operation.Key.Method.ToUpperInvariant()} {path.Key}"));
        Assert.Equal(ApiRoutes.Describe().Select(route => $"{route.Method} {route.Path}").Order(), operations.Order());
        var ids = read.Document.Paths.SelectMany(path => path.Value.Operations!.Values.Select(operation => operation.OperationId)).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void should_resolve_every_reference_when_a_schema_names_another()
    {
        var json = OpenApiDocument.Write(ApiRoutes.Describe(), "1.2.3");
        var known = json["components"]!["schemas"]!.AsObject().Select(schema => $"#/components/schemas/{schema.Key}").ToHashSet();

        var used = System.Text.RegularExpressions.Regex.Matches(json.ToJsonString(), "\"\\$ref\":\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToHashSet();

        Assert.NotEmpty(used);
        Assert.Empty(used.Except(known));
    }

    /// <summary>Regenerate with: dotnet run --project src/ForeignTransport.Server -- docs http-api &gt; docs/reference/http-api.md</summary>
    [Fact]
    public void should_be_what_is_committed_when_the_reference_is_written() =>
        Assert.Equal(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "reference", "http-api.md")), HttpReference.Write());
}
