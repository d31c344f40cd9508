namespace ForeignTransport.Transport.Serialization;

/// <summary>
/// The names of our types in the journal and on the wire. Never reused, never changed; a type whose shape must change gets a new one.
/// </summary>
internal static class Manifests
{
    public const string MessagesAccepted = "ma";
    public const string DropsStaged = "ds";
    public const string DropsPublished = "dp";
    public const string DropsAbandoned = "da";
    public const string RecipientsFailed = "rf";
    public const string DsnAccepted = "dn";
    public const string CategorizerSnapshot = "cs";
    public const string OrganizationEvent = "oe";
    public const string OrganizationSnapshot = "os";
}
