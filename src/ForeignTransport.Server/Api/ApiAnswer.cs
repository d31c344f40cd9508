using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api;

/// <summary>What an operation answers.</summary>
internal abstract record ApiAnswer
{
    private ApiAnswer()
    {
    }

    /// <summary>What was there before, as JSON, for the audit log; null for nothing.</summary>
    public string? Before { get; init; }

    /// <summary>What is there now, as JSON, for the audit log; null for nothing.</summary>
    public string? After { get; init; }

    /// <summary>What was changed, for the audit log; empty when nothing was.</summary>
    public ImmutableArray<AuditObject> Objects { get; init; } = [];

    /// <summary>What else the audit log finds this by.</summary>
    public ImmutableArray<string> FoundBy { get; init; } = [];

    public static ApiAnswer Of(JsonNode document) => new Json(document);

    public static ApiAnswer Of(TransportError error) => new Refused(error);

    /// <summary>The same answer with what became of objects: one as it is, several as an array.</summary>
    public ApiAnswer With(IReadOnlyList<ObjectChange> changes) => this with
    {
        Before = Join([.. changes.Select(change => change.Before?.Json).OfType<string>()], changes.Count),
        After = Join([.. changes.Select(change => change.After?.Json).OfType<string>()], changes.Count),
        Objects = [.. changes.Select(Describe)]
    };

    private static AuditObject Describe(ObjectChange change) => new(
        change.Kind.ToString(),
        change.Identity,
        change.Word,
        change.Before?.Identity is { } former && former != change.Identity ? former : null);

    private static string? Join(string[] documents, int changes) =>
        documents.Length == 0 ? null : changes == 1 ? documents[0] : $"[{string.Join(',', documents)}]";

    /// <summary>It was done, or this is what was asked for.</summary>
    /// <param name="Document">The body.</param>
    public sealed record Json(JsonNode Document) : ApiAnswer
    {
        /// <summary>Null for the status of the route.</summary>
        public int? Status { get; init; }

        /// <summary>The revision of the one object that this is; null when it is not one.</summary>
        public string? Revision { get; init; }

        /// <summary>Where the created object is, below the base path; null when nothing was created.</summary>
        public string? Location { get; init; }
    }

    /// <summary>It was done, and the body is on its way already: it is no document.</summary>
    public sealed record Written : ApiAnswer;

    /// <summary>It was not done.</summary>
    public sealed record Refused(TransportError Error) : ApiAnswer;
}
