using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Server.Api.Organization;

namespace ForeignTransport.Server.Api.Recipients;

/// <summary>Lists of recipients: only what is shown is written as JSON, there can be 100,000.</summary>
internal static class RecipientLists
{
    public static ApiAnswer Many(ApiCall call, OrganizationWrites organization, Func<Recipient, bool> isMeant)
    {
        var (state, error) = organization.Read();
        return state is null ? ApiAnswer.Of(error!) : Many(call, state.Recipients.All.Where(isMeant));
    }

    public static ApiAnswer Many(ApiCall call, IEnumerable<Recipient> recipients)
    {
        if (!Page.TryRead(call, out var page, out var error))
        {
            return ApiAnswer.Of(error!);
        }

        var all = recipients.OrderBy(recipient => recipient.Name, StringComparer.OrdinalIgnoreCase).ToList();
        return ApiAnswer.Of(page.Cut(all.Select(recipient => OrganizationWrites.Show(ObjectDocument.Of(recipient))), all.Count));
    }
}
