using System.Globalization;

namespace ForeignTransport.Core.Access;

/// <summary>The place of an entry in the audit log: by time, and by id within a millisecond.</summary>
/// <param name="Milliseconds">When its act began, since 1970, UTC.</param>
/// <param name="Id">Its id.</param>
public readonly record struct AuditPosition(long Milliseconds, Guid Id)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out AuditPosition position)
    {
        ArgumentNullException.ThrowIfNull(text);
        position = default;
        if (text.Split('-') is not [var milliseconds, var id]
            || !long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            || !Guid.TryParseExact(id, "N", out var guid))
        {
            return false;
        }

        position = new AuditPosition(time, guid);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds}-{Id:N}");
}
