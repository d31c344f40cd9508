using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api;

/// <summary>What an operation answers.</summary>
internal abstract record ApiAnswer
{
    private ApiAnswer()
    {
    }

    /// <summary>What became of objects, for the audit log.</summary>
    public IReadOnlyList<ObjectChange> Changes { get; init; } = [];

    public static ApiAnswer Of(JsonNode document) => new Json(document);

    public static ApiAnswer Of(TransportError error) => new Refused(error);

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

    /// <summary>It was not done.</summary>
    public sealed record Refused(TransportError Error) : ApiAnswer;
}
