using ForeignTransport.Shell.Interactive;
using Xunit;

namespace ForeignTransport.Shell.Tests.Interactive;

public class LineEditorSpecs
{
    private readonly History _history = new(10);
    private Completions _offered = Completions.None;

    /// <summary>The bar stands for the cursor.</summary>
    [Theory]
    [InlineData("Get", "Get|")]
    [InlineData("Gt<Left>e", "Ge|t")]
    [InlineData("et<Home>G", "G|et")]
    [InlineData("et<C-a>G<C-e>!", "Get!|")]
    [InlineData("Get<Left><Left><Back>", "|et")]
    [InlineData("Get<Home><Del>", "|et")]
    [InlineData("Get<Home><C-d>", "|et")]
    [InlineData("Get<Right><Left><Left><Left><Left><Left>", "|Get")]
    [InlineData("one two three<C-w>", "one two |")]
    [InlineData("one two  <C-w>", "one |")]
    [InlineData("one two<C-u>", "|")]
    [InlineData("one two<C-Left><C-k>", "one |")]
    [InlineData("one two<C-w><Home><C-y>", "two|one ")]
    [InlineData("Get-Foreign -Name<C-Left><C-Left>", "Get-|Foreign -Name")]
    [InlineData("Get-Foreign<Home><C-Right>", "Get|-Foreign")]
    [InlineData("abc<Esc>d", "d|")]
    [InlineData("a<C-h>b<C-b>c<C-f>d", "cbd|")]
    [InlineData("日本<Left>x", "日x|本")]
    [InlineData("e\u0301x<Left><Back>", "|x")]
    [InlineData("a<C-l>", "a|")]
    public void should_edit_as_terminals_do(string keys, string expected) => Assert.Equal(expected, Pressed(keys).Shown);

    [Theory]
    [InlineData("a<Enter>", EditorOutcome.Submitted)]
    [InlineData("a<C-j>", EditorOutcome.Submitted)]
    [InlineData("a<C-c>", EditorOutcome.Cancelled)]
    [InlineData("<C-d>", EditorOutcome.Ended)]
    [InlineData("a<C-d>", EditorOutcome.Editing)]
    [InlineData("a<C-l>", EditorOutcome.ClearScreen)]
    internal void should_say_what_a_key_leads_to(string keys, EditorOutcome expected) => Assert.Equal(expected, Pressed(keys).Outcome);

    [Theory]
    [InlineData("<Up>", "second|")]
    [InlineData("<Up><Up>", "first|")]
    [InlineData("<Up><Up><Up>", "first|")]
    [InlineData("draft<Up><Down>", "draft|")]
    [InlineData("draft<Up><Up><Down>", "second|")]
    [InlineData("<Down>x", "x|")]
    [InlineData("<C-p><C-p><C-n>", "second|")]
    public void should_recall_the_history(string keys, string expected)
    {
        _history.Add("first");
        _history.Add("second");

        Assert.Equal(expected, Pressed(keys).Shown);
    }

    [Theory]
    [InlineData("<C-r>que", "Get-|Queue | fl", "(reverse-i-search)`que': ")]
    [InlineData("<C-r>que<C-r>", "Get-|Queue | ft", "(reverse-i-search)`que': ")]
    [InlineData("<C-r>que<C-r><C-r>", "Get-|Queue | ft", "(failed reverse-i-search)`que': ")]
    [InlineData("<C-r>quex<Back>", "Get-|Queue | fl", "(reverse-i-search)`que': ")]
    [InlineData("<C-r>ft<Right>x", "Get-Queue | fx|t", null)]
    [InlineData("draft<C-r>que<Esc>", "draft|", null)]
    [InlineData("draft<C-r>que<C-g>", "draft|", null)]
    [InlineData("draft<C-r>", "draft|", "(reverse-i-search)`': ")]
    public void should_search_the_history_backwards(string keys, string expected, string? prompt)
    {
        _history.Add("Get-Queue | ft");
        _history.Add("Get-Foreign");
        _history.Add("Get-Queue | fl");

        var editor = Pressed(keys);
        Assert.Equal(expected, editor.Shown);
        Assert.Equal(prompt, editor.SearchPrompt);
    }

    [Fact]
    public void should_submit_what_was_found_when_enter_ends_the_search()
    {
        _history.Add("Get-Queue");

        var editor = Pressed("<C-r>que<Enter>");
        Assert.Equal(EditorOutcome.Submitted, editor.Outcome);
        Assert.Equal("Get-|Queue", editor.Shown);
    }

    [Theory]
    [InlineData("fl Dro<Tab>", "fl DropDirectory|")]
    [InlineData("fl Dro<Tab><Tab>", "fl DropDirectoryQuota|")]
    [InlineData("fl Dro<Tab><Tab><Tab>", "fl Dro|")]
    [InlineData("fl Dro<Tab><Tab><Tab><Tab>", "fl DropDirectory|")]
    [InlineData("fl Dro<S-Tab>", "fl DropDirectoryQuota|")]
    [InlineData("fl Dro<Tab><Tab><S-Tab>", "fl DropDirectory|")]
    [InlineData("fl Dro<Tab><S-Tab>", "fl Dro|")]
    [InlineData("fl Dro<Tab>,x", "fl DropDirectory,x|")]
    public void should_go_round_what_is_offered_when_tab_is_pressed(string keys, string expected)
    {
        _offered = new(3, 3, ["DropDirectory", "DropDirectoryQuota"]);

        Assert.Equal(expected, Pressed(keys).Shown);
    }

    [Fact]
    public void should_stay_when_there_is_one_completion_and_tab_is_pressed_again()
    {
        _offered = new(0, 2, ["Get-Queue"]);

        Assert.Equal("Get-Queue|", Pressed("ge<Tab><Tab>").Shown);
    }

    [Fact]
    public void should_change_nothing_when_nothing_is_offered() => Assert.Equal("x|", Pressed("x<Tab>").Shown);

    private (string Shown, EditorOutcome Outcome, string? SearchPrompt) Pressed(string keys)
    {
        var editor = new LineEditor(_history, (_, _) => _offered);
        var outcome = EditorOutcome.Editing;
        foreach (var key in Keys.Of(keys))
            outcome = editor.Press(key);

        return (editor.Text.Insert(editor.Cursor, "|"), outcome, editor.SearchPrompt);
    }
}
