using System.Collections.Frozen;

namespace ForeignTransport.Core.Delivery.Languages;

/// <summary>English.</summary>
internal static class DsnEnglish
{
    public static DsnLanguage Language { get; } = new(
        "en",
        "en-US",
        new Dictionary<DsnPhrase, string>
        {
            [DsnPhrase.FailedSubject] = "Undeliverable:",
            [DsnPhrase.DelayedSubject] = "Delivery delayed:",
            [DsnPhrase.RelayedSubject] = "Relayed:",
            [DsnPhrase.DeliveredSubject] = "Delivered:",
            [DsnPhrase.ExpandedSubject] = "Expanded:",
            [DsnPhrase.FailedOpening] = "Your message could not be delivered to these recipients or groups:",
            [DsnPhrase.InDoubtOpening] = "It is not known whether your message was delivered to these recipients or groups:",
            [DsnPhrase.PartlyInDoubtOpening] = "Your message could not be delivered to these recipients or groups, or it is not known whether it was:",
            [DsnPhrase.DelayedOpening] = "Your message has not been delivered yet to these recipients or groups:",
            [DsnPhrase.RelayedOpening] = "Your message was handed over for these recipients or groups, but their system will not confirm its delivery:",
            [DsnPhrase.DeliveredOpening] = "Your message was delivered to these recipients or groups:",
            [DsnPhrase.ExpandedOpening] = "Your message was sent on to the members of these groups:",
            [DsnPhrase.AnsweredBy] = "The answer came from the server {0}.",
            [DsnPhrase.KeepsTrying] = "The server will keep trying for {0} more. You will be told if the message cannot be delivered by then.",
            [DsnPhrase.SubjectOfMessage] = "Subject of your message: {0}",
            [DsnPhrase.DiagnosticsHeading] = "Diagnostic information for administrators:",
            [DsnPhrase.GeneratingServer] = "Generating server: {0}",
            [DsnPhrase.RemoteServerReturned] = "Remote server {0} returned '{1}'",
            [DsnPhrase.HeadersHeading] = "Original message headers:",
            [DsnPhrase.Shortened] = "(shortened)",
            [DsnPhrase.LessThanOneMinute] = "less than 1 minute",
            [DsnPhrase.OneMinute] = "1 minute",
            [DsnPhrase.Minutes] = "{0} minutes",
            [DsnPhrase.OneHour] = "1 hour",
            [DsnPhrase.Hours] = "{0} hours",
            [DsnPhrase.OneDay] = "1 day",
            [DsnPhrase.Days] = "{0} days"
        }.ToFrozenDictionary(),
        new Dictionary<string, StatusExplanation>
        {
            ["5.1.0"] = new("The address cannot be used for e-mail.", "Check the address and send the message again."),
            ["5.1.1"] = new("There is no such address.", "Check the spelling of the address and send the message again. If it is right, tell the recipient that the address no longer works."),
            ["5.1.2"] = new("The address is not valid.", "Check the part of the address that names the destination, and send the message again."),
            ["5.1.3"] = new("The address is not written correctly.", "Correct the address and send the message again."),
            ["5.1.4"] = new("The address belongs to more than one recipient.", "Tell your e-mail administrator: one of the recipients must give the address up."),
            ["5.2.1"] = new("The mailbox of the recipient does not accept messages.", "Reach the recipient in another way."),
            ["5.2.2"] = new("The mailbox of the recipient is full.", "Ask the recipient to make room, then send the message again."),
            ["5.2.3"] = new("The message is larger than is allowed for this recipient.", "Make the message smaller, for example with fewer attachments, and send it again."),
            ["5.3.0"] = new("The message could not be processed.", "Write the message anew and send it again. If that fails, ask your e-mail administrator."),
            ["5.3.4"] = new("The message is larger than any route to this recipient carries.", "Make the message smaller, for example with fewer attachments, and send it again."),
            ["5.4.4"] = new("There is no route to this address: no connection of this mail system serves it.", "Check the kind of address and its spelling. If they are right, ask your e-mail administrator to connect that destination."),
            ["5.4.6"] = new("The message went in circles and was stopped.", "Tell your e-mail administrator: addresses or servers forward to one another."),
            ["5.5.3"] = new("The message has too many recipients.", "Send it again to fewer recipients at a time."),
            ["5.6.0"] = new("The content of the message is damaged or cannot be processed.", "Send the message again. If that fails too, ask your e-mail administrator."),
            ["5.7.1"] = new("You are not permitted to send to this recipient.", "Ask the recipient or your e-mail administrator for permission."),
            ["4.3.2"] = new("An administrator removed the message from its queue.", "Ask your e-mail administrator before you send it again."),
            ["4.4.7"] = new("The destination could not be reached in the time that is allowed.", "Send the message again later. If that fails too, ask your e-mail administrator.")
        }.ToFrozenDictionary(),
        new("The message may have been delivered: it was on its way to the destination, and no confirmation came in the time that is allowed.", "Ask the recipient whether it arrived before you send it again."),
        new("The destination refused the message.", "If the reason below does not help, pass this report on to your e-mail administrator."),
        new Dictionary<DsnKind, StatusExplanation>
        {
            [DsnKind.Delayed] = new("The destination could not be reached yet.", "You need not do anything: the message is tried again by itself."),
            [DsnKind.Relayed] = new("The message was handed to the destination system, which does not report back. You may hear nothing more.", ""),
            [DsnKind.Delivered] = new("The message was delivered.", ""),
            [DsnKind.Expanded] = new("The recipient is a group. The message was sent on to its members.", "")
        }.ToFrozenDictionary());
}
