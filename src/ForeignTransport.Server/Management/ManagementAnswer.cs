using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Management;

/// <summary>Answers that several routes give.</summary>
internal static class ManagementAnswer
{
    /// <summary>Why a node that has left, or ended, says nothing about the cluster.</summary>
    public const string NotAvailable = "This node has left the cluster";

    /// <summary>503: what this node knows of the cluster is no longer true.</summary>
    public static Task NotAvailableAsync(HttpContext context) =>
        Answer.MessageAsync(context, StatusCodes.Status503ServiceUnavailable, NotAvailable);
}
