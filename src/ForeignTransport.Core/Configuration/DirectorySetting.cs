namespace ForeignTransport.Core.Configuration;

/// <summary>
/// Where a server keeps one of its own directories: in the usual place below its data directory, at a path of the administrator's, or
/// nowhere, which switches the feature off. The default value is the usual place.
/// </summary>
public readonly record struct DirectorySetting
{
    private const string DefaultText = "default";

    private DirectorySetting(bool isDisabled, string? path) => (IsDisabled, Path) = (isDisabled, path);

    /// <summary>The usual place, which only the server itself knows.</summary>
    public static DirectorySetting Default => default;

    /// <summary><c>$null</c> in Exchange: the directory is not used.</summary>
    public static DirectorySetting Disabled => new(true, null);

    public bool IsDisabled { get; }

    public bool IsDefault => !IsDisabled && Path is null;

    /// <summary>The explicit path; null when disabled or default.</summary>
    public string? Path { get; }

    public static DirectorySetting At(string path) => new(false, path);

    /// <summary>Reads null as disabled, <c>default</c> or blank as the usual place, anything else as a path.</summary>
    public static DirectorySetting Parse(string? text) => text?.Trim() switch
    {
        null => Disabled,
        "" => Default,
        var word when word.Equals(DefaultText, StringComparison.OrdinalIgnoreCase) => Default,
        var path => At(path)
    };

    /// <summary>The path to use on a server: null when disabled.</summary>
    /// <param name="usual">The place that <see cref="Default"/> stands for.</param>
    public string? Resolve(string usual) => IsDisabled ? null : Path ?? usual;

    /// <summary>What <see cref="Parse"/> reads back; null when disabled.</summary>
    public string? ToText() => IsDisabled ? null : Path ?? DefaultText;

    /// <inheritdoc />
    public override string ToString() => ToText() ?? "disabled";
}
