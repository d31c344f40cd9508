using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Configuration;

/// <summary>
/// A HOCON file, with what it includes, taken apart: our section as assignments, <c>akka</c> as it is. Two sections are known at the
/// top; anything else is an error, or a misspelt section would be ignored without a word.
/// </summary>
internal sealed class ConfigurationFile
{
    private const string AkkaSection = "akka";

    // Deep enough for any real file, and shallow enough to end a cycle before the stack does.
    private const int MaxIncludeDepth = 8;

    private readonly ImmutableArray<OptionAssignment>.Builder _assignments = ImmutableArray.CreateBuilder<OptionAssignment>();
    private readonly ImmutableArray<TransportError>.Builder _errors = ImmutableArray.CreateBuilder<TransportError>();
    private readonly string _path;

    private ConfigurationFile(string path, Config config)
    {
        _path = path;
        Akka = config.HasPath(AkkaSection) ? config.GetValue(AkkaSection).AtKey(AkkaSection) : ConfigurationFactory.Empty;
        foreach (var (key, value) in Items(config.Root))
        {
            if (key == NodeOption.Section && (value.IsObject() || value.IsEmpty))
                Flatten(string.Empty, value);
            else if (key != AkkaSection || !(value.IsObject() || value.IsEmpty))
                RefuseSection(key);
        }
    }

    /// <summary>The values of our section; keys are known options, values are not yet read.</summary>
    public ImmutableArray<OptionAssignment> Assignments => _assignments.ToImmutable();

    /// <summary>Unknown keys and values that are no single value.</summary>
    public ImmutableArray<TransportError> Errors => _errors.ToImmutable();

    /// <summary>The <c>akka</c> section, under its name.</summary>
    public Config Akka { get; }

    public static bool TryRead(
        string path,
        [NotNullWhen(true)] out ConfigurationFile? file,
        [NotNullWhen(false)] out TransportError? error)
    {
        file = null;
        error = null;
        try
        {
            var text = ReadText(path, path);
            file = new ConfigurationFile(path, ConfigurationFactory.ParseString(text, name => Include(path, path, name, 1)));
        }
        catch (MalformedFileException e)
        {
            error = ErrorCatalogue.ConfigurationFileMalformed.With(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = ErrorCatalogue.ConfigurationFileUnreadable.With($"{path}: {FirstLine(e.Message)}");
        }
        catch (Exception e) when (e is ConfigurationException or FormatException or InvalidOperationException)
        {
            error = ErrorCatalogue.ConfigurationFileMalformed.With($"{path}: {FirstLine(e.Message)}");
        }

        return error is null;
    }

    /// <summary>Reads a file named by <c>include</c>, which stands beside the including one.</summary>
    private static HoconRoot Include(string main, string including, string name, int depth)
    {
        var path = Path.GetFullPath(name, Path.GetDirectoryName(including)!);
        if (depth > MaxIncludeDepth)
            throw new MalformedFileException($"{main}: includes are nested more than {MaxIncludeDepth} deep, the last being {path}.");

        return Parser.Parse(ReadText(path, main), inner => Include(main, path, inner, depth + 1));
    }

    private static string ReadText(string path, string main)
    {
        var text = File.ReadAllText(path);
        if (HoconCheck.FindFault(text) is { } fault)
            throw new MalformedFileException(path == main ? $"{path}: {fault}" : $"{path}, included by {main}: {fault}");

        return text;
    }

    private static Dictionary<string, HoconValue> Items(HoconValue? value) => value?.GetObject()?.Items ?? [];

    private void Flatten(string prefix, HoconValue section)
    {
        foreach (var (name, value) in Items(section))
        {
            var key = prefix + name;
            if (NodeOptionTable.IsKnown(key))
                Assign(key, value);
            else if (value.IsObject() && NodeOptionTable.Groups.Any(group => group.Name == key))
                Flatten(key + ".", value);
            else if (value.IsObject())
                Refuse(key, "a section", NearestName.Find(key, NodeOptionTable.Groups.Select(group => group.Name)));
            else
                Refuse(key, "an option", NodeOptionTable.Nearest(key));
        }
    }

    private void Assign(string key, HoconValue value)
    {
        if (value.IsArray() && NodeOptionTable.All.Single(option => option.Key == key).TakesList)
            _assignments.Add(new(key, string.Join(", ", value.GetStringList()), _path, Path.GetDirectoryName(_path)!));
        else if (value.IsObject() || value.IsArray() || value.Values.OfType<HoconArray>().Any())
            _errors.Add(ErrorCatalogue.InvalidOptionValue.With($"{NodeOption.Section}.{key} (from {_path}) takes one value, not a list or a section."));
        else if (value.GetString() is { } text)
            _assignments.Add(new(key, text, _path, Path.GetDirectoryName(_path)!));
    }

    private void Refuse(string key, string kind, string? nearest)
    {
        var group = NodeOptionTable.Groups.FirstOrDefault(group => group.Name == key);
        var hint = group is not null
            ? $": it is a section and takes {string.Join(", ", group.Options.Select(option => option.Key[(key.Length + 1)..]))}."
            : nearest is not null ? $"; did you mean {NodeOption.Section}.{nearest}?" : ".";
        _errors.Add(ErrorCatalogue.UnknownOption.With($"{NodeOption.Section}.{key} (from {_path}) is not {kind}{hint}"));
    }

    private void RefuseSection(string key) => _errors.Add(ErrorCatalogue.UnknownOption.With(
        $"{key} (from {_path}) is neither section that this file may have: {NodeOption.Section} {{ }} and {AkkaSection} {{ }}."));

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();

    /// <summary>Leaves the parser's include callback; never leaves this class.</summary>
    private sealed class MalformedFileException(string message) : Exception(message);
}
