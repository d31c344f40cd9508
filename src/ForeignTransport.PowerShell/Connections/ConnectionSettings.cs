namespace ForeignTransport.PowerShell.Connections;

/// <summary>Reads the settings of a connection.</summary>
internal static class ConnectionSettings
{
    public const string ServerVariable = "FTX_SERVER";
    public const string TokenVariable = "FTX_TOKEN";
    public const string TokenFileVariable = "FTX_TOKEN_FILE";

    public static TransportConnection FromEnvironment()
    {
        var servers = Environment.GetEnvironmentVariable(ServerVariable);
        return new TransportConnection(
            string.IsNullOrWhiteSpace(servers) ? [TransportConnection.DefaultServer] : [.. servers.Split(',').Select(text => Server(text, ServerVariable))],
            TokenFromEnvironment());
    }

    /// <summary>The token that a host took out of the environment; null when it did not.</summary>
    public static string? HandedOver { get; set; }

    public static string? TokenFromEnvironment()
    {
        if (HandedOver is { } handed)
            return handed;
        var token = Environment.GetEnvironmentVariable(TokenVariable);
        if (!string.IsNullOrWhiteSpace(token))
            return Checked(token, TokenVariable);
        var file = Environment.GetEnvironmentVariable(TokenFileVariable);
        return string.IsNullOrWhiteSpace(file) ? null : TokenOf(file, TokenFileVariable);
    }

    /// <summary>The first line of a file.</summary>
    public static string TokenOf(string file, string setting)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault() is { } token && !string.IsNullOrWhiteSpace(token)
                ? Checked(token, setting)
                : throw new ConnectionSettingsException($"{setting}: the file \"{file}\" holds no token in its first line.");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConnectionSettingsException($"{setting}: the token file \"{file}\" cannot be read: {cause.Message}");
        }
    }

    /// <summary>An address of a server; a path in it is no part of one.</summary>
    public static Uri Server(string text, string setting) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var server) ? Server(server, setting) : throw NoServer(text, setting);

    public static Uri Server(Uri server, string setting) =>
        server.IsAbsoluteUri && (server.Scheme == Uri.UriSchemeHttp || server.Scheme == Uri.UriSchemeHttps) && server.UserInfo.Length == 0
            ? new Uri(server.GetLeftPart(UriPartial.Authority))
            : throw NoServer(server.OriginalString, setting);

    // What stands in a header is checked here, so that an error of the HTTP client never repeats the token.
    private static string Checked(string token, string setting) =>
        token.Trim() is var bare && bare.All(c => c is > ' ' and < '\x7f')
            ? bare
            : throw new ConnectionSettingsException($"{setting}: this is not a token; allowed is one word of printable ASCII.");

    private static ConnectionSettingsException NoServer(string text, string setting) =>
        new($"{setting}: \"{text}\" is not the address of a server; allowed is http://host:port or https://host:port.");
}
