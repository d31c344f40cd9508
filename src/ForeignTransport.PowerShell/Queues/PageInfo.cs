using System.Management.Automation;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>What -ReturnPageInfo tells of a page. It goes to the information stream, so that the objects of the page can be piped on.</summary>
public sealed class PageInfo(int totalCount, int firstIndex)
{
    private const string ShownTag = "PSHOST";

    /// <summary>How many objects there are in all.</summary>
    public int TotalCount { get; } = totalCount;

    /// <summary>The position of the first one of the page, from 1; 0 when it is empty.</summary>
    public int FirstIndex { get; } = firstIndex;

    /// <inheritdoc />
    public override string ToString() => $"TotalCount: {TotalCount}, FirstIndex: {FirstIndex}";

    internal static void Write(PSCmdlet cmdlet, int totalCount, int firstIndex)
    {
        var info = new PageInfo(totalCount, firstIndex);
        cmdlet.WriteInformation(info, [ShownTag]);
    }
}
