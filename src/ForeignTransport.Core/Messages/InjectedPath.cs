namespace ForeignTransport.Core.Messages;

/// <summary>The path that begins the value of X-Sender and X-Receiver: <c>&lt;address&gt;</c>, or the address alone.</summary>
internal static class InjectedPath
{
    /// <summary>Splits a value into the path, without its brackets, and the parameters; false when the path has no end.</summary>
    public static bool TrySplit(string value, out string path, out string parameters)
    {
        path = string.Empty;
        parameters = string.Empty;
        var isBracketed = value.StartsWith('<');
        var end = FindEnd(value, isBracketed);
        if (end < 0)
        {
            return false;
        }

        path = isBracketed ? value[1..end] : value[..end];
        parameters = value[(isBracketed ? end + 1 : end)..];
        return parameters is "" or [' ' or '\t' or ';', ..];
    }

    private static int FindEnd(string value, bool isBracketed)
    {
        var isQuoted = false;
        for (var i = 0; i < value.Length; i++)
        {
            switch (value[i])
            {
                case '\\' when isQuoted:
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '>' when isBracketed && !isQuoted:
                case ' ' or '\t' or ';' when !isBracketed && !isQuoted:
                    return i;
                default:
                    break;
            }
        }

        return isBracketed ? -1 : value.Length;
    }
}
