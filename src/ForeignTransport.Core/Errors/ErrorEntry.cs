using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Errors;

/// <summary>
/// One entry of the error catalogue: everything an operator can be told about one kind of failure.
/// </summary>
/// <param name="Code">Stable code, <c>FT-nnnn</c>; never reused.</param>
/// <param name="Name">Stable name in words, for example <c>DropDirectoryQuotaExceeded</c>.</param>
/// <param name="Status">Enhanced status code (RFC 3463) shown to senders; a class 4 code is retried.</param>
/// <param name="Meaning">What happened, in one plain sentence.</param>
/// <param name="Remedy">What to do about it, in one plain sentence.</param>
public sealed record ErrorEntry(string Code, string Name, string Status, string Meaning, string Remedy)
{
    /// <summary>True when the status is of class 5: the operation is not tried again.</summary>
    public bool IsPermanent => Status.StartsWith('5');

    /// <summary>An occurrence of this error.</summary>
    /// <param name="detail">What exactly: the parameter, the offending text, the path. Never a message body.</param>
    public TransportError With(string detail) => new(this, detail);

    /// <summary>An occurrence about a text that a caller gave: it stands in quotes, on one line, whatever it is.</summary>
    /// <param name="kind">What the text names, for example <c>accepted domain</c>; empty for nothing.</param>
    /// <param name="text">The text.</param>
    public TransportError About(string kind, string text) => With(kind.Length == 0 ? SingleLine.Quote(text) : $"{kind} {SingleLine.Quote(text)}");

    /// <summary>
    /// Stands for an entry that another server's catalogue has and this one's does not: what is said of it is shown, and without a
    /// status of class 4 or 5 it counts as temporary.
    /// </summary>
    public static ErrorEntry OfLaterRelease(string code, string name, string status) => new(
        code,
        name.Length == 0 ? "UnknownError" : name,
        status.StartsWith("5.", StringComparison.Ordinal) || status.StartsWith("4.", StringComparison.Ordinal) ? status : "4.0.0",
        "A server of a later release reports an error that this server does not know.",
        "Look the code up in the documentation of the later release.");
}
