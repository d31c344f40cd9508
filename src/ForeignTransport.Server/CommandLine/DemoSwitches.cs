using System.CommandLine;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.CommandLine;

/// <summary>The switches of <c>demo</c>.</summary>
internal sealed class DemoSwitches
{
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromMinutes(3);

    private readonly Option<int> _rate = Switch.Number("--rate", "Messages of 2 KB offered a second.", 200, OptionForms.Integer(1, 2_000));

    private readonly Option<TimeSpan?> _duration = Switch.Of(
        "--duration", "TIME", "The longest that it may take. [default: 3m]", OptionForms.Duration(TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)));

    private readonly Option<bool> _keep = new("--keep") { Description = "Leave the folders of the servers, logs among them, where they are." };

    private readonly Option<bool> _single = new("--single") { Description = "One server on SQLite; needs no PostgreSQL." };

    /// <summary>The verb.</summary>
    public Command Verb(DemoVerb run)
    {
        var command = new Command("demo", "Start two servers on a database of their own, let messages flow, kill servers, and give a verdict.")
        {
            _rate, _duration, _keep, _single,
        };
        command.SetAction((parsed, stopping) => run(
            new DemoArguments(parsed.GetValue(_rate), parsed.GetValue(_duration) ?? DefaultDuration, parsed.GetValue(_keep), parsed.GetValue(_single)),
            parsed.InvocationConfiguration.Output,
            stopping));
        return command;
    }
}
