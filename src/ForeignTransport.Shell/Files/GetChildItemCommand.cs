using System.Globalization;
using System.IO.Enumeration;
using System.Management.Automation;

namespace ForeignTransport.Shell.Files;

/// <summary>
/// Get-ChildItem: the files and folders in folders, or those that a pattern matches. They come without PowerShell's own properties of
/// items, but for PSIsContainer and PSParentPath. Not here: -Attributes, -Hidden, -ReadOnly, -System, -FollowSymlink. -Include and -Exclude hold for
/// names without -Recurse too. Of other drives (Env:, Variable:, Alias:, Function:) only -Name, -Recurse and -Force mean something.
/// </summary>
/// <example>
/// <code>Get-ChildItem *.eml -File | Sort-Object LastWriteTime | Select-Object -First 5</code>
/// <para>The five oldest messages in the current folder.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem . -Filter *.failed -Recurse | Get-Content</code>
/// <para>What all failed receipts say, here and in the folders below.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = "Items")]
[Alias("gci", "dir", "ls")]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo), typeof(string))]
public sealed class GetChildItemCommand : FileCmdlet
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private List<WildcardPattern> _included = [];
    private List<WildcardPattern> _excluded = [];

    /// <summary>Folders, files or patterns; the current folder when it is not said.</summary>
    [Parameter(ParameterSetName = "Items", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = ["."];

    /// <summary>Folders or files whose names may hold *, ? and brackets.</summary>
    [Parameter(ParameterSetName = "LiteralItems", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Names with * and ?, as *.eml.</summary>
    [Parameter(Position = 1)]
    public string? Filter { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    /// <summary>The folders below too, but not through links.</summary>
    [Parameter]
    [Alias("s", "r")]
    public SwitchParameter Recurse { get; set; }

    /// <summary>How many folders deep, which implies -Recurse.</summary>
    [Parameter]
    public uint Depth { get; set; } = uint.MaxValue;

    /// <summary>Hidden ones too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Only the names, as texts; with -Recurse from the folder on that was asked for.</summary>
    [Parameter]
    public SwitchParameter Name { get; set; }

    [Parameter]
    [Alias("ad")]
    public SwitchParameter Directory { get; set; }

    [Parameter]
    [Alias("af")]
    public SwitchParameter File { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _included = [.. Include.Select(Pattern)];
        _excluded = [.. Exclude.Select(Pattern)];
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Depth)))
            Recurse = true;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == "LiteralItems";
        foreach (var path in isLiteral ? LiteralPath : Path)
            Try(path, () => List(path, isLiteral));
    }

    private static WildcardPattern Pattern(string text) => WildcardPattern.Get(text, WildcardOptions.IgnoreCase);

    private void List(string path, bool isLiteral)
    {
        var full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (provider.Name != "FileSystem")
        {
            Others(path, isLiteral);
            return;
        }

        if (!isLiteral && WildcardPattern.ContainsWildcardCharacters(full))
        {
            var (parent, leaf) = (System.IO.Path.GetDirectoryName(full) ?? full, System.IO.Path.GetFileName(full));
            var parents = WildcardPattern.ContainsWildcardCharacters(parent) ? GetResolvedProviderPathFromPSPath(parent, out _) : [WildcardPattern.Unescape(parent)];
            foreach (var folder in parents.Where(System.IO.Directory.Exists))
                Folder(folder, leaf);

            return;
        }

        if (!isLiteral)
            full = WildcardPattern.Unescape(full);

        if (System.IO.Directory.Exists(full))
            Folder(full, null);
        else if (!System.IO.File.Exists(full))
            throw new ItemNotFoundException($"Cannot find path '{full}' because it does not exist.");
        else if (Recurse)
            Folder(System.IO.Path.GetDirectoryName(full)!, WildcardPattern.Escape(System.IO.Path.GetFileName(full)));
        else if (IsWanted(new FileInfo(full), null))
            Write(new FileInfo(full), System.IO.Path.GetDirectoryName(full)!);
    }

    /// <summary>What is no file is the engine's: it knows its variables, aliases and the environment.</summary>
    private void Others(string path, bool isLiteral)
    {
        if (Name)
            WriteObject(InvokeProvider.ChildItem.GetNames([path], ReturnContainers.ReturnMatchingContainers, Recurse, Force, isLiteral), true);
        else
            WriteObject(InvokeProvider.ChildItem.Get([path], Recurse, Force, isLiteral), true);
    }

    private void Folder(string path, string? leaf) => Folder(new DirectoryInfo(path), path, leaf is null ? null : Pattern(leaf), Recurse ? Depth : 0);

    /// <summary>Folders come before files, and what is in a folder comes after all beside it: PowerShell's order.</summary>
    private void Folder(DirectoryInfo folder, string root, WildcardPattern? leaf, uint depth) => Try(folder.FullName, () =>
    {
        var children = folder.EnumerateFileSystemInfos("*", Everything).Where(child => Force || !child.Attributes.HasFlag(FileAttributes.Hidden))
            .OrderBy(child => child is not DirectoryInfo).ThenBy(child => child.Name, StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true)).ToList();
        foreach (var child in children.Where(child => IsWanted(child, leaf)))
            Write(child, root);

        if (depth == 0)
            return;

        foreach (var child in children.OfType<DirectoryInfo>().Where(child => !child.Attributes.HasFlag(FileAttributes.ReparsePoint)).TakeWhile(_ => !Stopping))
            Folder(child, root, leaf, depth - 1);
    });

    private bool IsWanted(FileSystemInfo item, WildcardPattern? leaf) =>
        (Directory == File || (item is DirectoryInfo ? Directory : File))
        && (leaf is null || leaf.IsMatch(item.Name))
        && (string.IsNullOrEmpty(Filter) || FileSystemName.MatchesWin32Expression(FileSystemName.TranslateWin32Expression(Filter), item.Name))
        && (_included.Count == 0 || _included.Exists(pattern => pattern.IsMatch(item.Name)))
        && !_excluded.Exists(pattern => pattern.IsMatch(item.Name));

    private void Write(FileSystemInfo item, string root)
    {
        if (Name)
        {
            WriteObject(System.IO.Path.GetRelativePath(root, item.FullName));
            return;
        }

        var result = PSObject.AsPSObject(item);
        result.Properties.Add(new PSNoteProperty("PSIsContainer", item is DirectoryInfo));
        result.Properties.Add(new PSNoteProperty("PSParentPath", System.IO.Path.GetDirectoryName(item.FullName)));
        WriteObject(result);
    }
}
