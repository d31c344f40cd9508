using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;

namespace ForeignTransport.Server.Api;

/// <summary>Tells a caller who answers, and as whom he is seen.</summary>
internal sealed class SessionRoute(ApiServices services)
{
    public ApiRoute Route => new("GET", "/session", "Get-TransportSession", Role.ViewOnly, "Tells who answers, and as whom the caller is seen.", AnswerAsync)
    {
        Answer = new(ApiBody.Json, Schemas.Object(
            ("product", Schemas.Text()),
            ("version", Schemas.Text("The version of the server.")),
            ("server", Schemas.Text("Its name in the organization.")),
            ("caller", Schemas.Text("The name of the token or of the account.")),
            ("role", Schemas.Choice("", [.. Enum.GetNames<Role>()])),
            ("authentication", Schemas.Choice("How the caller was recognized.", "none", "token", "oidc"))))
    };

    private Task<ApiAnswer> AnswerAsync(ApiCall call) => Task.FromResult(ApiAnswer.Of(new JsonObject
    {
        ["product"] = "ForeignTransport",
        ["version"] = services.ProductVersion,
        ["server"] = services.Server.ServerName,
        ["caller"] = call.Caller.Name,
        ["role"] = call.Caller.Role.ToString(),
        ["authentication"] = call.Caller.Authentication.ToString().ToLowerInvariant()
    }));
}
