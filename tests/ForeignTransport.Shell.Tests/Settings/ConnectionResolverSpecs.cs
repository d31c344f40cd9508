using ForeignTransport.Shell.Settings;
using Xunit;

namespace ForeignTransport.Shell.Tests.Settings;

public class ConnectionResolverSpecs
{
    private const string Configuration = "/home/admin/.config/foreign-transport/ftx.json";

    private readonly FakeFiles _files = new();
    private readonly Dictionary<string, string> _variables = new() { ["HOME"] = "/home/admin" };

    [Fact]
    public void should_take_the_default_when_nothing_is_said()
    {
        var settings = Resolve();

        Assert.Equal([new Uri("http://127.0.0.1:8558")], settings.Servers);
        Assert.Null(settings.Token);
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void should_prefer_the_switch_then_the_variable_then_the_file()
    {
        _files.Add(Configuration, """{"server": ["http://file:1", "http://file:2"]}""");
        Assert.Equal([new Uri("http://file:1"), new Uri("http://file:2")], Resolve().Servers);

        _variables["FTX_SERVER"] = "http://variable:1";
        Assert.Equal([new Uri("http://variable:1")], Resolve().Servers);

        Assert.Equal([new Uri("https://switch:1"), new Uri("https://switch:2")], Resolve("https://switch:1, https://switch:2").Servers);
    }

    [Fact]
    public void should_prefer_the_variable_then_the_named_file_then_the_configured_one_for_the_token()
    {
        _files.Add(Configuration, """{"tokenFile": "token"}""").Add("/home/admin/.config/foreign-transport/token", "ft_configured\n").Add("/run/token", "ft_named\n");
        Assert.Equal("ft_configured", Resolve().Token);

        _variables["FTX_TOKEN_FILE"] = "/run/token";
        Assert.Equal("ft_named", Resolve().Token);

        _variables["FTX_TOKEN"] = "ft_variable";
        Assert.Equal("ft_variable", Resolve().Token);
    }

    [Fact]
    public void should_look_in_the_home_folder_when_the_path_begins_with_a_tilde()
    {
        _files.Add("/home/admin/token", "ft_home");
        _variables["FTX_TOKEN_FILE"] = "~/token";

        Assert.Equal("ft_home", Resolve().Token);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite, false)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherWrite, true)]
    public void should_warn_when_others_can_use_the_token_file(UnixFileMode mode, bool warns)
    {
        _files.Add("/run/token", "ft_named", mode);
        _variables["FTX_TOKEN_FILE"] = "/run/token";

        Assert.Equal(warns ? ["Others than you can use the token file /run/token: chmod 600 it."] : [], Resolve().Warnings);
    }

    [Theory]
    [InlineData("hub01")]
    [InlineData("ftp://hub01")]
    [InlineData("http://")]
    [InlineData("http://hub01/?x=1")]
    [InlineData(",")]
    public void should_name_the_switch_when_its_value_is_no_address(string value) =>
        Assert.StartsWith("-Server", Assert.Throws<SettingsException>(() => Resolve(value)).Message, StringComparison.Ordinal);

    [Fact]
    public void should_refuse_without_repeating_it_when_an_address_holds_a_password()
    {
        var refused = Assert.Throws<SettingsException>(() => Resolve("http://admin:secret@hub01"));

        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void should_refuse_when_a_named_configuration_does_not_exist()
    {
        _variables["FTX_CONFIG"] = "/etc/ftx.json";

        Assert.Equal("FTX_CONFIG names /etc/ftx.json, which does not exist.", Assert.Throws<SettingsException>(() => Resolve()).Message);
    }

    [Theory]
    [InlineData("FTX_TOKEN_FILE", "/run/token", "FTX_TOKEN_FILE names /run/token, which does not exist.")]
    [InlineData("FTX_TOKEN_FILE", "/run/forbidden", "Cannot read the token file /run/forbidden: Access denied.")]
    [InlineData("FTX_TOKEN", "two words", "FTX_TOKEN holds no token: a token is one line without blanks.")]
    public void should_say_what_is_wrong_when_there_is_no_token_to_be_had(string variable, string value, string message)
    {
        _variables[variable] = value;

        Assert.Equal(message, Assert.Throws<SettingsException>(() => Resolve()).Message);
    }

    [Theory]
    [InlineData("""{"servers": []}""", "unknown key 'servers'")]
    [InlineData("""{"server": 5}""", "'server' is an address or a list")]
    [InlineData("""{"token": "ft_secret"}""", "does not belong into the configuration")]
    [InlineData("""["http://hub01"]""", "an object is expected")]
    [InlineData("{\n\"server\" ", "is not JSON (line 2)")]
    public void should_name_file_and_fault_when_the_configuration_makes_no_sense(string text, string part)
    {
        _files.Add(Configuration, text);

        var message = Assert.Throws<SettingsException>(() => Resolve()).Message;
        Assert.StartsWith(Configuration, message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain("ft_secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void should_take_one_address_when_the_configuration_gives_no_list()
    {
        _files.Add(Configuration, """{"server": "http://hub01:1"}""");

        Assert.Equal([new Uri("http://hub01:1")], Resolve().Servers);
    }

    [Theory]
    [InlineData("XDG_CONFIG_HOME", "/xdg", "/xdg/foreign-transport")]
    [InlineData("XDG_CONFIG_HOME", "relative", "/home/admin/.config/foreign-transport")]
    [InlineData("HOME", "", "/.config/foreign-transport")]
    public void should_find_the_folder_of_the_configuration(string variable, string value, string folder)
    {
        _variables[variable] = value;

        Assert.Equal(folder, SettingsFolders.Of(_variables.GetValueOrDefault, isWindows: false).Configuration);
    }

    [Fact]
    public void should_use_the_roaming_folder_when_it_is_windows()
    {
        _variables["APPDATA"] = "/roaming";
        _variables["LOCALAPPDATA"] = "/local";

        var folders = SettingsFolders.Of(_variables.GetValueOrDefault, isWindows: true);

        Assert.Equal(Path.Combine("/roaming", "foreign-transport", "ftx.json"), folders.ConfigurationFile);
        Assert.Equal(Path.Combine("/local", "foreign-transport", "history"), folders.HistoryFile);
    }

    private ConnectionSettings Resolve(string? serverSwitch = null) =>
        new ConnectionResolver(_variables.GetValueOrDefault, _files, SettingsFolders.Of(_variables.GetValueOrDefault, isWindows: false)).Resolve(serverSwitch);
}
