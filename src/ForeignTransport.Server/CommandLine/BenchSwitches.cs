using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.CommandLine;

/// <summary>The switches of <c>bench</c>.</summary>
internal sealed class BenchSwitches
{
    private static readonly ImmutableArray<long> DefaultSizes = [2 << 10, 20 << 10, 200 << 10];

    private readonly Option<ImmutableArray<long>> _sizes =
        Switch.List("--sizes", "SIZE,...", "Message sizes to measure. [default: 2KB,20KB,200KB]", OptionForms.ByteSize(512, 128 << 20));

    private readonly Option<ImmutableArray<int>> _messages =
        Switch.List("--messages", "N,...", "Messages in one run: one number for all sizes, or one for each. [default: by size]", OptionForms.Integer(1, 10_000_000));

    private readonly Option<int> _runs = Switch.Number("--runs", "Runs of each measurement; the median is reported.", 1, OptionForms.Integer(1, 100));

    private readonly Option<int> _latencySeconds =
        Switch.Number("--latency-seconds", "Seconds of steady load in which latency is measured; 0 leaves it out.", 30, OptionForms.Integer(0, 3600));

    private readonly Option<int> _hubs = Switch.Number("--hubs", "Servers that share the work; more than one needs PostgreSQL.", 1, OptionForms.Integer(1, 8));

    private readonly Option<string> _connectionString = new("--connection-string")
    {
        Description = "PostgreSQL server for --hubs, with an account that may create databases. [default: a server of its own]",
        HelpName = "TEXT",
    };

    private readonly Option<bool> _stages = new("--stages") { Description = "Measure each durable stage alone (content, journal, files, scan) instead." };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON instead of a table." };

    private readonly Option<bool> _noTracking = new("--no-tracking") { Description = "Measure without message tracking." };

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder on the disk to be measured; what is made there is removed afterwards. [default: the current folder]",
        HelpName = "DIR",
    };

    /// <summary>The verb.</summary>
    public Command Verb(BenchVerb run)
    {
        var command = new Command("bench", "Generate load against a server of its own and report messages/s, latency, CPU and memory.")
        {
            _sizes, _messages, _runs, _latencySeconds, _hubs, _connectionString, _stages, _json, _noTracking, _data,
        };
        command.Validators.Add(RequirePairs);
        command.SetAction((parsed, stopping) => run(Read(parsed), parsed.InvocationConfiguration.Output, stopping));
        return command;
    }

    private BenchArguments Read(ParseResult parsed) => new(
        [.. Given(parsed.GetValue(_sizes), DefaultSizes).Select(size => (int)size)],
        Given(parsed.GetValue(_messages), []),
        parsed.GetValue(_runs),
        parsed.GetValue(_latencySeconds),
        parsed.GetValue(_hubs),
        parsed.GetValue(_connectionString),
        parsed.GetValue(_stages),
        parsed.GetValue(_json),
        parsed.GetValue(_data) is { } data ? Path.GetFullPath(data) : null)
    {
        Tracking = !parsed.GetValue(_noTracking),
    };

    private void RequirePairs(CommandResult result)
    {
        var sizes = CountGiven(result, _sizes) ?? DefaultSizes.Length;
        if (CountGiven(result, _messages) is { } messages && messages != 1 && messages != sizes)
            result.AddError($"--messages has {messages} values for {sizes} sizes; give one, or one for each size.");
    }

    /// <summary>How many values were typed; whether they are values is the business of the parser of the switch.</summary>
    private static int? CountGiven(CommandResult result, Option option) =>
        result.GetResult(option) is { Tokens: [var token, ..] } ? token.Value.Split(',').Length : null;

    private static ImmutableArray<T> Given<T>(ImmutableArray<T> values, ImmutableArray<T> otherwise) => values.IsDefault ? otherwise : values;
}
