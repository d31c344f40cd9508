namespace ForeignTransport.Transport.Configuration;

/// <summary>
/// One option of a node: its key, its default and everything there is to say about it, in one place. Binding, the detection of
/// unknown keys, environment variables and the options reference are all driven by it.
/// </summary>
public abstract class NodeOption
{
    /// <summary>The HOCON section that belongs to this product.</summary>
    public const string Section = "foreign-transport";

    private protected NodeOption(string key, string allowed)
    {
        Key = key;
        Allowed = allowed;
        EnvironmentVariable = EnvironmentPrefix + key.ToUpperInvariant().Replace('.', '_').Replace('-', '_');
    }

    internal const string EnvironmentPrefix = "FT_";

    /// <summary>The key below the section, for example <c>http.address</c>.</summary>
    public string Key { get; }

    /// <summary>The key with its section, as errors name it.</summary>
    public string FullKey => $"{Section}.{Key}";

    /// <summary>The environment variable that overrides the file: <c>http.address</c> is <c>FT_HTTP_ADDRESS</c>.</summary>
    public string EnvironmentVariable { get; }

    /// <summary>The allowed form with its unit.</summary>
    public string Allowed { get; }

    /// <summary>The default as it would be written, or how it is derived, in angle brackets.</summary>
    public required string Default { get; init; }

    /// <summary>What the option does.</summary>
    public required string Meaning { get; init; }

    /// <summary>Why it exists, or why its default is what it is.</summary>
    public required string Why { get; init; }

    /// <summary>True when a change of the file takes effect without a restart.</summary>
    public bool ReloadsLive { get; init; }

    /// <summary>True when the value may hold a password: it is shown in no error and no log.</summary>
    public bool IsSecret { get; init; }

    /// <summary>True when a file may also give the value as a HOCON list, <c>["a", "b"]</c>, which is the same as <c>"a, b"</c>.</summary>
    public bool TakesList { get; init; }
}
