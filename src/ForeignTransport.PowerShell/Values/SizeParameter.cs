using System.ComponentModel;
using System.Globalization;

namespace ForeignTransport.PowerShell.Values;

/// <summary>
/// A size that was given to a parameter: <c>96KB</c>, <c>"10MB"</c>, <c>"10 MB (10,485,760 bytes)"</c>, a number of bytes, or <c>unlimited</c>.
/// Any other text goes to the server as it is, which answers with the range of that parameter.
/// </summary>
[TypeConverter(typeof(DeserializedConverter))]
public sealed class SizeParameter
{
    public SizeParameter(string text)
    {
        if (UnlimitedSize.IsUnlimitedText(text))
            Text = "unlimited";
        else
            Text = ByteQuantifiedSize.TryParseBytes(text, out var bytes) ? new ByteQuantifiedSize(bytes).ToShortString() : text;
    }

    public SizeParameter(int bytes)
        : this((long)bytes)
    {
    }

    public SizeParameter(long bytes) => Text = bytes < 0 ? bytes.ToString(CultureInfo.InvariantCulture) : new ByteQuantifiedSize(bytes).ToShortString();

    public SizeParameter(ulong bytes)
        : this(bytes.ToString(CultureInfo.InvariantCulture))
    {
    }

    public SizeParameter(double bytes)
        : this(bytes.ToString("F0", CultureInfo.InvariantCulture))
    {
    }

    public SizeParameter(decimal bytes)
        : this(bytes.ToString(CultureInfo.InvariantCulture))
    {
    }

    public SizeParameter(ByteQuantifiedSize size) => Text = size.ToShortString();

    public SizeParameter(UnlimitedSize size) => Text = size.ToShortString();

    /// <summary>As it is sent.</summary>
    public string Text { get; }

    /// <inheritdoc />
    public override string ToString() => Text;
}
