namespace ForeignTransport.Transport.Configuration;

/// <summary>An option whose value is a <typeparamref name="T"/>.</summary>
public sealed class NodeOption<T>(string key, OptionForm<T> form) : NodeOption(key, form.Allowed)
{
    /// <summary>How the text becomes a value.</summary>
    public OptionForm<T> Form => form;
}
