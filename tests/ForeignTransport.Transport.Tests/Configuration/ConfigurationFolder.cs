using System.Collections.Immutable;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Configuration;

/// <summary>A folder with configuration files in it, removed afterwards.</summary>
public sealed class ConfigurationFolder : IDisposable
{
    public ConfigurationFolder() => Path = Directory.CreateTempSubdirectory("ft-configuration-").FullName;

    public string Path { get; }

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public NodeConfigurationSources Sources(string? text = null) =>
        new(Path, "mail.contoso.com") { File = text is null ? null : Write("hub.conf", text) };

    public static NodeConfiguration Load(NodeConfigurationSources sources)
    {
        Assert.True(
            NodeConfigurationLoader.TryLoad(sources, out var configuration, out var errors, out _),
            string.Join('\n', errors));
        return configuration;
    }

    public NodeConfiguration Load(string text) => Load(Sources(text));

    public static ImmutableArray<TransportError> Errors(NodeConfigurationSources sources)
    {
        Assert.False(NodeConfigurationLoader.TryLoad(sources, out var configuration, out var errors, out _));
        Assert.Null(configuration);
        Assert.NotEmpty(errors);
        return errors;
    }

    public ImmutableArray<TransportError> Errors(string text) => Errors(Sources(text));

    public TransportError Error(string text) => Assert.Single(Errors(text));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
