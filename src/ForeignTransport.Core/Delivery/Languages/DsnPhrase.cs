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

    /// <summary>Of a failure that is none for sure: the time is over, and nobody knows whether the message was delivered.</summary>
    InDoubtOpening,

    /// <summary>The same, when others of the recipients did not get it.</summary>
    PartlyInDoubtOpening,

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
