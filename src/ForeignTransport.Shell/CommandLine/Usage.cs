namespace ForeignTransport.Shell.CommandLine;

/// <summary>What --help prints.</summary>
internal static class Usage
{
    public const string Text = """
        ftx: the cmdlets of ForeignTransport, in the PowerShell language, where no PowerShell is installed.

        Usage:
          ftx [-Server URL[,URL]]                          a prompt, when there is a terminal
          ftx [-Server URL[,URL]] -c '<commands>'          run commands
          ftx [-Server URL[,URL]] script.ps1 [arguments]   run a script
          ftx [-Server URL[,URL]] -                        run the commands on standard input

        Options:
          -s, -Server URL[,URL]   the server; of several the next is asked when one does not answer
          -c, -Command            the commands; everything after it belongs to them
          -f, -File               the script; everything after it is handed to it
          -AllowPrograms          commands may start programs of the system
          -h, --help              this text
          --version               the version

        The server is the one of -Server, else of FTX_SERVER, else of the configuration file, else http://127.0.0.1:8558.
        The token is that of FTX_TOKEN, else in the file FTX_TOKEN_FILE, else in the file that the configuration names.
        The configuration file is FTX_CONFIG, else ~/.config/foreign-transport/ftx.json:
          { "server": ["http://hub01:8558", "http://hub02:8558"], "tokenFile": "token" }

        Exit codes: 0 done; 1 something failed; 2 a wrong command line or wrong settings; 130 Ctrl-C; 143 SIGTERM; N after 'exit N'.

        Only cmdlets, functions and scripts can be run: a typing error never starts a program of the system, unless -AllowPrograms
        says otherwise. 'Get-Command' lists the cmdlets, 'Get-Help Get-ForeignConnector -Examples' explains one.

        """;
}
