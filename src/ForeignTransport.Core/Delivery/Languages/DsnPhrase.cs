namespace ForeignTransport.Core.Delivery.Languages;

/// <summary>The texts that notifications have in each language, besides the explanations. Numbers in braces stand for what is filled in.</summary>
internal enum DsnPhrase
{
    FailedSubject,
    DelayedSubject,
    RelayedSubject,
    DeliveredSubject,
    ExpandedSubject,
    FailedOpening,
    DelayedOpening,
    RelayedOpening,
    DeliveredOpening,
    ExpandedOpening,

    /// <summary>{0} is the server that answered.</summary>
    AnsweredBy,

    /// <summary>{0} is the time that remains.</summary>
    KeepsTrying,

    /// <summary>{0} is the subject.</summary>
    SubjectOfMessage,

    DiagnosticsHeading,

    /// <summary>{0} is the server that reports.</summary>
    GeneratingServer,

    /// <summary>{0} is the server that answered, {1} its answer.</summary>
    RemoteServerReturned,

    HeadersHeading,

    /// <summary>After a header that is shown in part.</summary>
    Shortened,

    LessThanOneMinute,
    OneMinute,

    /// <summary>{0} is how many; so below.</summary>
    Minutes,

    OneHour,
    Hours,
    OneDay,
    Days
}
