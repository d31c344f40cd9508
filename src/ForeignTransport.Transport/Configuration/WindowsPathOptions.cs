namespace ForeignTransport.Transport.Configuration;

/// <summary>Windows paths (<c>C:\Drop</c>, <c>\\server\share</c>) given to a server that runs on Unix.</summary>
public sealed record WindowsPathOptions(WindowsPathMode Mode, string Directory)
{
    public static readonly NodeOption<WindowsPathMode> ModeOption = new("windows-paths.mode", OptionForms.OneOf<WindowsPathMode>())
    {
        Default = "map",
        Meaning = "map: C:\\Drop is <directory>/drives/c/Drop, \\\\server\\share\\x is <directory>/unc/server/share/x. refuse: such a path is an error.",
        Why = "An Exchange script runs unchanged. Without effect on Windows.",
    };

    public static readonly NodeOption<string> DirectoryOption = new("windows-paths.directory", OptionForms.Path)
    {
        Default = "<data-directory>",
        Meaning = "Where mapped drives and shares appear.",
        Why = "Mount or link the real shares there.",
    };

    internal static OptionGroup Group { get; } =
        new("windows-paths", "Windows paths given to a server that runs on Unix.", [ModeOption, DirectoryOption]);

    internal static WindowsPathOptions Bind(OptionReader options, string dataDirectory) => new(
        options.Read(ModeOption),
        options.ReadPath(DirectoryOption, dataDirectory));
}
