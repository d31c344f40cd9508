using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using Xunit;

namespace ForeignTransport.Core.Tests.Connectors;

public class DropDirectoryPathSpecs
{
    // connectors.md 15.1
    [Theory]
    [InlineData("", "", "Fax Connector", "/opt/px", "/opt/px/Fax Connector", true)]
    [InlineData("", "fax", "Fax Connector", "/opt/px", "/opt/px/fax", true)]
    [InlineData("/srv/drop", "fax", "-", "/opt/px", "/srv/drop/fax", true)]
    [InlineData("", "/var/spool/fax", "-", "/opt/px", "/var/spool/fax", false)]
    [InlineData("", @"C:\Drop Directory", "-", "/opt/px", "/opt/px/drives/c/Drop Directory", false)]
    [InlineData("", @"\\FS1\Drop\Fax", "-", "/opt/px", "/opt/px/unc/fs1/drop/Fax", false)]
    [InlineData(@"\\fs1\drop", "fax", "-", "/opt/px", "/opt/px/unc/fs1/drop/fax", true)]
    [InlineData("", "//fs1/drop", "-", "/opt/px", "/opt/px/unc/fs1/drop", false)]
    [InlineData("", @"gateways\fax", "-", "/opt/px/", "/opt/px/gateways/fax", true)]
    [InlineData("", "a/../fax/.", "-", "/opt/px", "/opt/px/fax", true)]
    [InlineData("", "fax..old", "-", "/opt/px", "/opt/px/fax..old", true)]
    [InlineData("/", "fax", "-", "/opt/px", "/fax", true)]
    public void should_join_root_and_directory_when_on_unix(
        string root, string directory, string name, string data, string expected, bool expectedRelative)
    {
        Assert.True(DropDirectoryPath.TryResolve(
            root, directory, name, data, WindowsPathMapping.Under("/opt/px"), out var path, out var relative, out _));
        Assert.Equal((expected, expectedRelative), (path, relative));
    }

    // connectors.md 15.1
    [Theory]
    [InlineData("", "", "Fax Connector", @"C:\PX", @"C:\PX\Fax Connector", true)]
    [InlineData(@"\\fs1\drop", "fax", "-", @"C:\PX", @"\\fs1\drop\fax", true)]
    [InlineData("", @"C:\Drop Directory", "-", @"C:\PX", @"C:\Drop Directory", false)]
    [InlineData("", "gateways/fax", "-", @"C:\PX", @"C:\PX\gateways\fax", true)]
    public void should_join_root_and_directory_when_on_windows(
        string root, string directory, string name, string data, string expected, bool expectedRelative)
    {
        Assert.True(DropDirectoryPath.TryResolve(
            root, directory, name, data, WindowsPathMapping.Windows, out var path, out var relative, out _));
        Assert.Equal((expected, expectedRelative), (path, relative));
    }

    // The first two: connectors.md 15.1; the others 4.1.
    [Theory]
    [InlineData("/srv/drop", "/var/spool/fax", "FT-2002")]
    [InlineData("/srv/drop", "../etc", "FT-2001")]
    [InlineData("", "..", "FT-2001")]
    [InlineData("", "fax/../..", "FT-2001")]
    [InlineData("", @"fax\..\..\etc", "FT-2001")]
    [InlineData("", ".", "FT-2001")]
    [InlineData("", "a/..", "FT-2001")]
    [InlineData("", @"\x", "FT-2001")]
    [InlineData("", "C:x", "FT-2001")]
    [InlineData("", "C:", "FT-2001")]
    [InlineData("", @"\\server", "FT-2001")]
    [InlineData("", @"\\?\C:\x", "FT-2001")]
    [InlineData("", @"\\.\pipe\x", "FT-2001")]
    [InlineData("", "/var/../etc", "FT-2001")]
    [InlineData("", "fax\n", "FT-2001")]
    [InlineData("srv", "fax", "FT-2001")]
    [InlineData(@"C:\x", @"C:\y", "FT-2002")]
    public void should_refuse_when_the_path_is_ambiguous_or_leaves_its_root(string root, string directory, string code)
    {
        Assert.False(DropDirectoryPath.TryResolve(
            root, directory, "Fax", "/opt/px", WindowsPathMapping.Under("/opt/px"), out var path, out _, out var error));
        Assert.Null(path);
        Assert.Equal(code, error.Entry.Code);
        Assert.DoesNotContain('\n', error.Detail);
    }

    [Theory]
    [InlineData("/var/spool/fax")]
    [InlineData("fax:stream")]
    [InlineData("fax.")]
    [InlineData("fa?x")]
    public void should_refuse_when_windows_has_no_such_path(string directory)
    {
        Assert.False(DropDirectoryPath.TryResolve(
            "", directory, "Fax", @"C:\PX", WindowsPathMapping.Windows, out _, out _, out var error));
        Assert.Equal("FT-2001", error.Entry.Code);
    }

    [Theory]
    [InlineData(@"C:\Drop Directory")]
    [InlineData(@"\\server\share\x")]
    public void should_refuse_a_windows_path_when_mapping_is_off(string directory)
    {
        Assert.False(DropDirectoryPath.TryResolve(
            "", directory, "Fax", "/opt/px", WindowsPathMapping.Disabled, out _, out _, out var error));
        Assert.Equal("FT-2003", error.Entry.Code);
    }

    // connectors.md 15.2
    [Theory]
    [InlineData(0, true)]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    [InlineData(1009, false)]
    public void should_count_only_present_files_when_the_quota_is_1000(long present, bool allowed)
    {
        Assert.Equal(allowed, DropQuota.Allows(present, UnlimitedSize.FromBytes(1000)));
        Assert.True(DropQuota.Allows(present, UnlimitedSize.Unlimited));
    }

    [Theory]
    [InlineData("/a", "/a/", true)]
    [InlineData("/a", "/a/b", true)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a", "/A", false)]
    [InlineData(@"D:\a", @"d:/A", true)]
    [InlineData(@"D:\a", @"D:\ab", false)]
    [InlineData(@"\\s\x", @"//S/X/y", true)]
    [InlineData("/", "/a", true)]
    public void should_see_overlap_when_directories_are_equal_or_nested(string left, string right, bool overlap)
    {
        Assert.Equal(overlap, DirectoryPath.Overlap(left, right));
        Assert.Equal(overlap, DirectoryPath.Overlap(right, left));
    }
}
