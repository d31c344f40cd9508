using System.Collections.Frozen;

namespace ForeignTransport.Core.Delivery.Languages;

/// <summary>French. A colon never begins a line: the blank before it does not break.</summary>
internal static class DsnFrench
{
    public static DsnLanguage Language { get; } = new(
        "fr",
        "fr",
        new Dictionary<DsnPhrase, string>
        {
            [DsnPhrase.FailedSubject] = "Non remis :",
            [DsnPhrase.DelayedSubject] = "Remise retardée :",
            [DsnPhrase.RelayedSubject] = "Relayé :",
            [DsnPhrase.DeliveredSubject] = "Remis :",
            [DsnPhrase.ExpandedSubject] = "Distribué :",
            [DsnPhrase.FailedOpening] = "Votre message n'a pas pu être remis à ces destinataires ou groupes\u00a0:",
            [DsnPhrase.InDoubtOpening] = "On ne sait pas si votre message a été remis à ces destinataires ou groupes\u00a0:",
            [DsnPhrase.PartlyInDoubtOpening] = "Votre message n'a pas pu être remis à ces destinataires ou groupes, ou on ne sait pas s'il l'a été\u00a0:",
            [DsnPhrase.DelayedOpening] = "Votre message n'a pas encore été remis à ces destinataires ou groupes\u00a0:",
            [DsnPhrase.RelayedOpening] = "Votre message pour ces destinataires ou groupes a été transmis, mais leur système n'en confirmera pas la remise\u00a0:",
            [DsnPhrase.DeliveredOpening] = "Votre message a été remis à ces destinataires ou groupes\u00a0:",
            [DsnPhrase.ExpandedOpening] = "Votre message a été transmis aux membres de ces groupes\u00a0:",
            [DsnPhrase.AnsweredBy] = "La réponse vient du serveur {0}.",
            [DsnPhrase.KeepsTrying] = "Temps restant pendant lequel le serveur poursuivra ses tentatives\u00a0: {0}. Vous serez averti si le message ne peut pas être remis d'ici là.",
            [DsnPhrase.SubjectOfMessage] = "Objet de votre message\u00a0: {0}",
            [DsnPhrase.DiagnosticsHeading] = "Informations de diagnostic pour les administrateurs\u00a0:",
            [DsnPhrase.GeneratingServer] = "Serveur à l'origine de ce rapport\u00a0: {0}",
            [DsnPhrase.RemoteServerReturned] = "Le serveur distant {0} a répondu '{1}'",
            [DsnPhrase.HeadersHeading] = "En-têtes du message d'origine\u00a0:",
            [DsnPhrase.Shortened] = "(abrégé)",
            [DsnPhrase.LessThanOneMinute] = "moins d'une minute",
            [DsnPhrase.OneMinute] = "1 minute",
            [DsnPhrase.Minutes] = "{0} minutes",
            [DsnPhrase.OneHour] = "1 heure",
            [DsnPhrase.Hours] = "{0} heures",
            [DsnPhrase.OneDay] = "1 jour",
            [DsnPhrase.Days] = "{0} jours"
        }.ToFrozenDictionary(),
        new Dictionary<string, StatusExplanation>
        {
            ["5.1.0"] = new("L'adresse ne peut pas être utilisée pour le courrier électronique.", "Vérifiez l'adresse et renvoyez le message."),
            ["5.1.1"] = new("Cette adresse n'existe pas.", "Vérifiez l'orthographe de l'adresse et renvoyez le message. Si elle est exacte, signalez au destinataire que l'adresse ne fonctionne plus."),
            ["5.1.2"] = new("L'adresse n'est pas valide.", "Vérifiez la partie de l'adresse qui désigne la destination et renvoyez le message."),
            ["5.1.3"] = new("L'adresse n'est pas écrite correctement.", "Corrigez l'adresse et renvoyez le message."),
            ["5.1.4"] = new("L'adresse appartient à plusieurs destinataires.", "Prévenez votre administrateur de messagerie\u00a0: l'un des destinataires doit céder l'adresse."),
            ["5.2.1"] = new("La boîte aux lettres du destinataire n'accepte pas de messages.", "Joignez le destinataire par un autre moyen."),
            ["5.2.2"] = new("La boîte aux lettres du destinataire est pleine.", "Demandez au destinataire de libérer de la place, puis renvoyez le message."),
            ["5.2.3"] = new("Le message dépasse la taille autorisée pour ce destinataire.", "Réduisez le message, par exemple avec moins de pièces jointes, et renvoyez-le."),
            ["5.3.0"] = new("Le message n'a pas pu être traité.", "Rédigez de nouveau le message et renvoyez-le. En cas d'échec, adressez-vous à votre administrateur de messagerie."),
            ["5.3.4"] = new("Le message dépasse la taille admise par tous les chemins vers ce destinataire.", "Réduisez le message, par exemple avec moins de pièces jointes, et renvoyez-le."),
            ["5.4.4"] = new("Aucun chemin ne mène à cette adresse\u00a0: aucune connexion de ce système de messagerie ne la dessert.", "Vérifiez le type d'adresse et son orthographe. S'ils sont exacts, demandez à votre administrateur de messagerie de raccorder cette destination."),
            ["5.4.6"] = new("Le message tournait en rond et a été arrêté.", "Prévenez votre administrateur de messagerie\u00a0: des adresses ou des serveurs se renvoient le courrier."),
            ["5.5.3"] = new("Le message a trop de destinataires.", "Envoyez-le à moins de destinataires à la fois."),
            ["5.6.0"] = new("Le contenu du message est endommagé ou ne peut pas être traité.", "Renvoyez le message. Si cela échoue aussi, adressez-vous à votre administrateur de messagerie."),
            ["5.7.1"] = new("Vous n'êtes pas autorisé à écrire à ce destinataire.", "Demandez l'autorisation au destinataire ou à votre administrateur de messagerie."),
            ["4.3.2"] = new("Un administrateur a retiré le message de sa file d'attente.", "Adressez-vous à votre administrateur de messagerie avant de le renvoyer."),
            ["4.4.7"] = new("La destination n'a pas pu être jointe dans le délai autorisé.", "Renvoyez le message plus tard. En cas de nouvel échec, adressez-vous à votre administrateur de messagerie.")
        }.ToFrozenDictionary(),
        new("Le message a peut-être été remis\u00a0: il était en route vers la destination, et aucune confirmation n'est arrivée dans le délai autorisé.", "Demandez au destinataire s'il l'a reçu avant de le renvoyer."),
        new("La destination a refusé le message.", "Si la raison indiquée plus bas ne vous aide pas, transmettez ce rapport à votre administrateur de messagerie."),
        new Dictionary<DsnKind, StatusExplanation>
        {
            [DsnKind.Delayed] = new("La destination n'a pas encore pu être jointe.", "Vous n'avez rien à faire\u00a0: la remise est retentée automatiquement."),
            [DsnKind.Relayed] = new("Le message a été transmis au système de destination, qui n'envoie pas de compte rendu. Vous n'aurez peut-être pas d'autre nouvelle.", ""),
            [DsnKind.Delivered] = new("Le message a été remis.", ""),
            [DsnKind.Expanded] = new("Le destinataire est un groupe. Le message a été transmis à ses membres.", "")
        }.ToFrozenDictionary());
}
