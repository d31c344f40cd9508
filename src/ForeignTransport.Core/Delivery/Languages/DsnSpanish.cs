using System.Collections.Frozen;

namespace ForeignTransport.Core.Delivery.Languages;

/// <summary>Spanish.</summary>
internal static class DsnSpanish
{
    public static DsnLanguage Language { get; } = new(
        "es",
        "es",
        new Dictionary<DsnPhrase, string>
        {
            [DsnPhrase.FailedSubject] = "No se puede entregar:",
            [DsnPhrase.DelayedSubject] = "Entrega retrasada:",
            [DsnPhrase.RelayedSubject] = "Retransmitido:",
            [DsnPhrase.DeliveredSubject] = "Entregado:",
            [DsnPhrase.ExpandedSubject] = "Distribuido:",
            [DsnPhrase.FailedOpening] = "Su mensaje no se pudo entregar a estos destinatarios o grupos:",
            [DsnPhrase.InDoubtOpening] = "No se sabe si su mensaje se entregó a estos destinatarios o grupos:",
            [DsnPhrase.PartlyInDoubtOpening] = "Su mensaje no se pudo entregar a estos destinatarios o grupos, o no se sabe si se entregó:",
            [DsnPhrase.DelayedOpening] = "Su mensaje todavía no se ha entregado a estos destinatarios o grupos:",
            [DsnPhrase.RelayedOpening] = "Su mensaje para estos destinatarios o grupos se ha traspasado, pero su sistema no confirmará la entrega:",
            [DsnPhrase.DeliveredOpening] = "Su mensaje se entregó a estos destinatarios o grupos:",
            [DsnPhrase.ExpandedOpening] = "Su mensaje se envió a los miembros de estos grupos:",
            [DsnPhrase.AnsweredBy] = "La respuesta procede del servidor {0}.",
            [DsnPhrase.KeepsTrying] = "Tiempo restante durante el que el servidor seguirá intentándolo: {0}. Se le avisará si el mensaje no se puede entregar en ese plazo.",
            [DsnPhrase.SubjectOfMessage] = "Asunto de su mensaje: {0}",
            [DsnPhrase.DiagnosticsHeading] = "Información de diagnóstico para administradores:",
            [DsnPhrase.GeneratingServer] = "Servidor que genera este informe: {0}",
            [DsnPhrase.RemoteServerReturned] = "El servidor remoto {0} respondió '{1}'",
            [DsnPhrase.HeadersHeading] = "Encabezados del mensaje original:",
            [DsnPhrase.Shortened] = "(abreviado)",
            [DsnPhrase.LessThanOneMinute] = "menos de 1 minuto",
            [DsnPhrase.OneMinute] = "1 minuto",
            [DsnPhrase.Minutes] = "{0} minutos",
            [DsnPhrase.OneHour] = "1 hora",
            [DsnPhrase.Hours] = "{0} horas",
            [DsnPhrase.OneDay] = "1 día",
            [DsnPhrase.Days] = "{0} días"
        }.ToFrozenDictionary(),
        new Dictionary<string, StatusExplanation>
        {
            ["5.1.0"] = new("La dirección no se puede usar para correo electrónico.", "Compruebe la dirección y envíe el mensaje de nuevo."),
            ["5.1.1"] = new("Esta dirección no existe.", "Compruebe cómo está escrita la dirección y envíe el mensaje de nuevo. Si es correcta, avise al destinatario de que la dirección ya no funciona."),
            ["5.1.2"] = new("La dirección no es válida.", "Compruebe la parte de la dirección que indica el destino y envíe el mensaje de nuevo."),
            ["5.1.3"] = new("La dirección no está escrita correctamente.", "Corrija la dirección y envíe el mensaje de nuevo."),
            ["5.1.4"] = new("La dirección pertenece a más de un destinatario.", "Avise a su administrador de correo: uno de los destinatarios debe ceder la dirección."),
            ["5.2.1"] = new("El buzón del destinatario no acepta mensajes.", "Póngase en contacto con el destinatario por otro medio."),
            ["5.2.2"] = new("El buzón del destinatario está lleno.", "Pida al destinatario que libere espacio y envíe después el mensaje de nuevo."),
            ["5.2.3"] = new("El mensaje es mayor de lo permitido para este destinatario.", "Reduzca el mensaje, por ejemplo con menos datos adjuntos, y envíelo de nuevo."),
            ["5.3.0"] = new("El mensaje no se pudo procesar.", "Escriba el mensaje otra vez y envíelo de nuevo. Si no funciona, consulte a su administrador de correo."),
            ["5.3.4"] = new("El mensaje es mayor de lo que admite cualquier ruta hacia este destinatario.", "Reduzca el mensaje, por ejemplo con menos datos adjuntos, y envíelo de nuevo."),
            ["5.4.4"] = new("No hay ninguna ruta hacia esta dirección: ninguna conexión de este sistema de correo la atiende.", "Compruebe el tipo de dirección y cómo está escrita. Si son correctos, pida a su administrador de correo que conecte ese destino."),
            ["5.4.6"] = new("El mensaje daba vueltas y se detuvo.", "Avise a su administrador de correo: hay direcciones o servidores que se reenvían el correo entre sí."),
            ["5.5.3"] = new("El mensaje tiene demasiados destinatarios.", "Envíelo a menos destinatarios cada vez."),
            ["5.6.0"] = new("El contenido del mensaje está dañado o no se puede procesar.", "Envíe el mensaje de nuevo. Si eso también falla, consulte a su administrador de correo."),
            ["5.7.1"] = new("No tiene permiso para escribir a este destinatario.", "Pida permiso al destinatario o a su administrador de correo."),
            ["4.3.2"] = new("Un administrador retiró el mensaje de su cola.", "Consulte a su administrador de correo antes de enviarlo de nuevo."),
            ["4.4.7"] = new("No se pudo llegar al destino en el plazo permitido.", "Envíe el mensaje de nuevo más tarde. Si tampoco funciona, consulte a su administrador de correo.")
        }.ToFrozenDictionary(),
        new("Es posible que el mensaje se haya entregado: estaba en camino al destino y no llegó ninguna confirmación en el plazo permitido.", "Pregunte al destinatario si lo recibió antes de enviarlo de nuevo."),
        new("El destino rechazó el mensaje.", "Si el motivo que figura más abajo no le ayuda, pase este informe a su administrador de correo."),
        new Dictionary<DsnKind, StatusExplanation>
        {
            [DsnKind.Delayed] = new("Todavía no se ha podido llegar al destino.", "No tiene que hacer nada: la entrega se reintenta automáticamente."),
            [DsnKind.Relayed] = new("El mensaje se entregó al sistema de destino, que no devuelve informes. Es posible que no reciba más noticias.", ""),
            [DsnKind.Delivered] = new("El mensaje se entregó.", ""),
            [DsnKind.Expanded] = new("El destinatario es un grupo. El mensaje se envió a sus miembros.", "")
        }.ToFrozenDictionary());
}
