using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using ForeignTransport.Core.Categorizing;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>
/// Writes a value with everything in it as text, so that values compare whose arrays do not: two texts are equal when every property is.
/// </summary>
internal static class Described
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    public static string Of(CategorizerState state) => Of(new
    {
        Messages = state.Messages.Values.OrderBy(entry => entry.Message.Id).ToList(),
        Remembered = state.Remembered.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}").ToList()
    });

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string or Guid or Enum or bool:
                text.Append('"').Append(value).Append('"');
                break;
            case DateTimeOffset time:
                text.Append(time.UtcTicks).Append(time.Offset);
                break;
            case IFormattable number when value.GetType().IsPrimitive || value is TimeSpan:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (var item in items)
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append(value.GetType().Name).Append('{');
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    text.Append(property.Name).Append('=');
                    Append(text, property.GetValue(value));
                    text.Append(';');
                }

                text.Append('}');
                break;
        }
    }
}
