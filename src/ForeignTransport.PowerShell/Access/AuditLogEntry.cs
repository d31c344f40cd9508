using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Access;

/// <summary>One act of an administrator, with its properties in Exchange's order.</summary>
public sealed class AuditLogEntry
{
    public string ObjectModified { get; internal set; } = "";

    public string CmdletName { get; internal set; } = "";

    public AuditLogParameter[] CmdletParameters { get; internal set; } = [];

    public string Caller { get; internal set; } = "";

    /// <summary>Null when it is not known how it ended.</summary>
    public bool? Succeeded { get; internal set; }

    public string? Error { get; internal set; }

    public DateTime RunDate { get; internal set; }

    [JsonKey("server")]
    public string OriginatingServer { get; internal set; } = "";

    public string Role { get; internal set; } = "";

    public string Authentication { get; internal set; } = "";

    public string? Client { get; internal set; }

    public string? RemoteAddress { get; internal set; }

    /// <summary>The object before; null when there was none. Of a change to several objects, such as an import, all of them.</summary>
    public object? Before { get; internal set; }

    /// <summary>The object after; null when there is none. Of a change to several objects all of them.</summary>
    public object? After { get; internal set; }

    [JsonKey("id")]
    public string Identity { get; internal set; } = "";
}
