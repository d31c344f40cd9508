using System.Collections.Frozen;

namespace ForeignTransport.Core.Delivery.Languages;

/// <summary>German.</summary>
internal static class DsnGerman
{
    public static DsnLanguage Language { get; } = new(
        "de",
        "de",
        new Dictionary<DsnPhrase, string>
        {
            [DsnPhrase.FailedSubject] = "Unzustellbar:",
            [DsnPhrase.DelayedSubject] = "Zustellung verzögert:",
            [DsnPhrase.RelayedSubject] = "Weitergeleitet:",
            [DsnPhrase.DeliveredSubject] = "Zugestellt:",
            [DsnPhrase.ExpandedSubject] = "Verteilt:",
            [DsnPhrase.FailedOpening] = "Ihre Nachricht konnte diesen Empfängern oder Gruppen nicht zugestellt werden:",
            [DsnPhrase.InDoubtOpening] = "Es ist nicht bekannt, ob Ihre Nachricht diesen Empfängern oder Gruppen zugestellt wurde:",
            [DsnPhrase.PartlyInDoubtOpening] =
                "Ihre Nachricht konnte diesen Empfängern oder Gruppen nicht zugestellt werden, oder es ist nicht bekannt, ob sie zugestellt wurde:",
            [DsnPhrase.DelayedOpening] = "Ihre Nachricht ist diesen Empfängern oder Gruppen noch nicht zugestellt worden:",
            [DsnPhrase.RelayedOpening] = "Ihre Nachricht an diese Empfänger oder Gruppen wurde übergeben, aber deren System bestätigt die Zustellung nicht:",
            [DsnPhrase.DeliveredOpening] = "Ihre Nachricht wurde diesen Empfängern oder Gruppen zugestellt:",
            [DsnPhrase.ExpandedOpening] = "Ihre Nachricht wurde an die Mitglieder dieser Gruppen weitergegeben:",
            [DsnPhrase.AnsweredBy] = "Die Antwort kam vom Server {0}.",
            [DsnPhrase.KeepsTrying] =
                "Verbleibende Zeit, in der der Server es weiter versucht: {0}. Sie werden benachrichtigt, wenn die Nachricht bis dahin nicht zugestellt werden kann.",
            [DsnPhrase.SubjectOfMessage] = "Betreff Ihrer Nachricht: {0}",
            [DsnPhrase.DiagnosticsHeading] = "Diagnoseinformationen für Administratoren:",
            [DsnPhrase.GeneratingServer] = "Meldender Server: {0}",
            [DsnPhrase.RemoteServerReturned] = "Der entfernte Server {0} antwortete '{1}'",
            [DsnPhrase.HeadersHeading] = "Kopfzeilen der ursprünglichen Nachricht:",
            [DsnPhrase.Shortened] = "(gekürzt)",
            [DsnPhrase.LessThanOneMinute] = "weniger als 1 Minute",
            [DsnPhrase.OneMinute] = "1 Minute",
            [DsnPhrase.Minutes] = "{0} Minuten",
            [DsnPhrase.OneHour] = "1 Stunde",
            [DsnPhrase.Hours] = "{0} Stunden",
            [DsnPhrase.OneDay] = "1 Tag",
            [DsnPhrase.Days] = "{0} Tage"
        }.ToFrozenDictionary(),
        new Dictionary<string, StatusExplanation>
        {
            ["5.1.0"] = new("Die Adresse kann nicht für E-Mail verwendet werden.", "Prüfen Sie die Adresse und senden Sie die Nachricht noch einmal."),
            ["5.1.1"] = new("Diese Adresse gibt es nicht.", "Prüfen Sie die Schreibweise der Adresse und senden Sie die Nachricht noch einmal. Ist sie richtig, teilen Sie dem Empfänger mit, dass die Adresse nicht mehr funktioniert."),
            ["5.1.2"] = new("Die Adresse ist ungültig.", "Prüfen Sie den Teil der Adresse, der das Ziel nennt, und senden Sie die Nachricht noch einmal."),
            ["5.1.3"] = new("Die Adresse ist nicht richtig geschrieben.", "Berichtigen Sie die Adresse und senden Sie die Nachricht noch einmal."),
            ["5.1.4"] = new("Die Adresse gehört mehr als einem Empfänger.", "Wenden Sie sich an Ihren E-Mail-Administrator: Einer der Empfänger muss die Adresse abgeben."),
            ["5.2.1"] = new("Das Postfach des Empfängers nimmt keine Nachrichten an.", "Erreichen Sie den Empfänger auf einem anderen Weg."),
            ["5.2.2"] = new("Das Postfach des Empfängers ist voll.", "Bitten Sie den Empfänger, Platz zu schaffen, und senden Sie die Nachricht dann noch einmal."),
            ["5.2.3"] = new("Die Nachricht ist größer, als es für diesen Empfänger erlaubt ist.", "Verkleinern Sie die Nachricht, zum Beispiel durch weniger Anlagen, und senden Sie sie noch einmal."),
            ["5.3.0"] = new("Die Nachricht konnte nicht verarbeitet werden.", "Schreiben Sie die Nachricht neu und senden Sie sie noch einmal. Gelingt das nicht, fragen Sie Ihren E-Mail-Administrator."),
            ["5.3.4"] = new("Die Nachricht ist größer, als jeder Weg zu diesem Empfänger es zulässt.", "Verkleinern Sie die Nachricht, zum Beispiel durch weniger Anlagen, und senden Sie sie noch einmal."),
            ["5.4.4"] = new("Zu dieser Adresse führt kein Weg: Keine Verbindung dieses Mailsystems bedient sie.", "Prüfen Sie die Art der Adresse und ihre Schreibweise. Sind sie richtig, bitten Sie Ihren E-Mail-Administrator, dieses Ziel anzuschließen."),
            ["5.4.6"] = new("Die Nachricht lief im Kreis und wurde angehalten.", "Wenden Sie sich an Ihren E-Mail-Administrator: Adressen oder Server leiten aneinander weiter."),
            ["5.5.3"] = new("Die Nachricht hat zu viele Empfänger.", "Senden Sie sie an weniger Empfänger auf einmal."),
            ["5.6.0"] = new("Der Inhalt der Nachricht ist beschädigt oder kann nicht verarbeitet werden.", "Senden Sie die Nachricht noch einmal. Schlägt auch das fehl, fragen Sie Ihren E-Mail-Administrator."),
            ["5.7.1"] = new("Sie dürfen diesem Empfänger nicht schreiben.", "Bitten Sie den Empfänger oder Ihren E-Mail-Administrator um Erlaubnis."),
            ["4.3.2"] = new("Ein Administrator hat die Nachricht aus ihrer Warteschlange entfernt.", "Fragen Sie Ihren E-Mail-Administrator, bevor Sie sie noch einmal senden."),
            ["4.4.7"] = new("Das Ziel war in der zulässigen Zeit nicht zu erreichen.", "Senden Sie die Nachricht später noch einmal. Gelingt auch das nicht, fragen Sie Ihren E-Mail-Administrator.")
        }.ToFrozenDictionary(),
        new("Die Nachricht ist möglicherweise zugestellt worden: Sie war auf dem Weg zum Ziel, und in der zulässigen Zeit kam keine Bestätigung.", "Fragen Sie den Empfänger, ob sie angekommen ist, bevor Sie sie noch einmal senden."),
        new("Das Ziel hat die Nachricht abgelehnt.", "Hilft Ihnen der Grund weiter unten nicht, geben Sie diesen Bericht an Ihren E-Mail-Administrator weiter."),
        new Dictionary<DsnKind, StatusExplanation>
        {
            [DsnKind.Delayed] = new("Das Ziel war noch nicht zu erreichen.", "Sie brauchen nichts zu tun: Die Zustellung wird von selbst wiederholt."),
            [DsnKind.Relayed] = new("Die Nachricht wurde dem Zielsystem übergeben, das nichts zurückmeldet. Möglicherweise hören Sie nichts mehr.", ""),
            [DsnKind.Delivered] = new("Die Nachricht wurde zugestellt.", ""),
            [DsnKind.Expanded] = new("Der Empfänger ist eine Gruppe. Die Nachricht wurde an ihre Mitglieder weitergegeben.", "")
        }.ToFrozenDictionary());
}
