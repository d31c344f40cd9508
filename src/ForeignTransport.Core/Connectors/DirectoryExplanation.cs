using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Connectors;

/// <summary>What the directory makes of a recipient, as <c>Test-Route</c> shows it. Restrictions are left out: they depend on the sender.</summary>
internal static class DirectoryExplanation
{
    private const string Sender = "test-route@invalid";

    /// <summary>Null when the directory changes nothing.</summary>
    public static RouteExplanation? Of(string recipient, NativeAddress address, long size, SelectionContext context)
    {
        var organization = context.Organization;
        if (organization.Recipients.NamesOf(address) is not [var name])
            return null;
        var envelope = new EnvelopeRecipient(Imcea.Encapsulate(address, organization.DefaultDomain));
        var resolution = RecipientResolution.Resolve(
            new ResolutionRequest(Sender, [envelope], size) { IsAuthenticated = true, IsReport = true }, organization);
        // Mail that is forwarded too stays with its recipient: what is explained is its own way.
        if (resolution is null || (resolution.Failed.IsEmpty && resolution.Rewritten.IsEmpty && resolution.Expanded.IsEmpty))
            return null;

        var copies = string.Join(", ", resolution.Appended.Take(10).Select(appended => appended.Recipient.Address));
        if (resolution.Appended.Length > 10)
            copies += $" and {resolution.Appended.Length - 10} more";
        if (resolution.Failed is [var failed])
            return new(
                recipient, address, RouteOutcome.Failed, failed.Response.EffectiveStatus.ToString(), null, false,
                $"{address} is '{name}' of the directory and fails with {failed.Response}.", []);
        if (resolution.Rewritten is not [var rewritten])
            return new(
                recipient, address, RouteOutcome.Expanded, null, null, false,
                copies.Length == 0 ? $"{address} leads to the group '{name}', which has nobody in it." : $"{address} leads to a group: {copies}.", []);

        var next = RouteExplanation.Explain(rewritten.Recipient.Address, size, context);
        return next with
        {
            Recipient = recipient,
            Sentence = $"{address} is '{name}' of the directory. {next.Sentence}{(copies.Length == 0 ? "" : $" A copy goes to {copies}.")}"
        };
    }
}
