using System.Reflection;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Server.Management;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;

namespace ForeignTransport.Server.Serving;

/// <summary>The verb <c>serve</c>: runs a server until it is stopped.</summary>
public static class ServeCommand
{
    /// <summary>Starts the server, says where files go in and come out, and waits.</summary>
    /// <returns>
    /// 0 after a stop that was asked for; 1 when the server ended by itself or cannot start now; 78 when the configuration or the
    /// organization file is wrong.
    /// </returns>
    public static async Task<int> RunAsync(NodeConfiguration node, TextWriter output, CancellationToken stopping)
    {
        if (!ManagementSettings.TryRead(node.AkkaOverrides, out var management, out var wrong))
        {
            foreach (var problem in wrong)
            {
                await Console.Error.WriteLineAsync($"error: {problem}");
            }

            return ExitCode.Configuration;
        }

        if (!TryReadSeed(node, out var seed, out var error))
        {
            await Console.Error.WriteLineAsync($"foreign-transport: {error}");
            return ExitCode.Configuration;
        }

        try
        {
            return await RunAsync(node, management, seed, output, stopping);
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync($"foreign-transport: {refused.Error} {refused.Error.Entry.Remedy}".ReplaceLineEndings(" "));
            return refused.Error.Entry.IsPermanent ? ExitCode.Configuration : ExitCode.Failure;
        }
    }

    /// <summary>
    /// HTTP answers before the server joins and until it has left, so whoever watches it sees each step; the shutdown of the server
    /// ends it (<see cref="ServerHttp"/>).
    /// </summary>
    private static async Task<int> RunAsync(
        NodeConfiguration node, ManagementSettings management, OrganizationDefinition? seed, TextWriter output, CancellationToken stopping)
    {
        await using var server = await TransportServer.OpenAsync(node, Version, TimeProvider.System, stopping);
        var http = await ServerHttp.StartAsync(node, management, server, stopping);
        await server.JoinAsync(seed, stopping);
        http.Begin();
        Announce(node, http.Address, server.Directories, output);
        await output.FlushAsync(CancellationToken.None);

        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stopping.Register(asked.SetResult);
        return await Task.WhenAny(asked.Task, server.Terminated) == asked.Task ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>The version of this program.</summary>
    internal static string Version =>
        typeof(ServeCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    private static bool TryReadSeed(NodeConfiguration node, out OrganizationDefinition? seed, out TransportError? error)
    {
        seed = null;
        error = null;
        if (node.OrganizationFile is not { } file)
        {
            return true;
        }

        try
        {
            if (!OrganizationFile.TryParse(File.ReadAllText(file), out seed, out var refusal))
            {
                error = refusal with { Detail = $"{file}: {refusal.Detail}" };
            }
            else if (OrganizationDecider.Decide(
                OrganizationState.Empty, new OrganizationCommand.SeedOrganization(seed), default, Guid.Empty).Error is { } contradiction)
            {
                // It would be refused when the server is up, where nobody looks: say it where the file was named.
                error = contradiction with { Detail = $"{file}: {contradiction.Detail}" };
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            error = ErrorCatalogue.InvalidOrganizationFile.With($"{file}: {cause.Message}");
        }

        return error is null;
    }

    private static void Announce(NodeConfiguration node, Uri http, ServerDirectories directories, TextWriter output)
    {
        foreach (var connector in directories.Connectors)
        {
            output.WriteLine($"Connector \"{connector.Connector}\" drops {connector.AddressSpaces} in {connector.Directory}");
        }

        if (directories.Replay is not null)
        {
            output.WriteLine($"Replay files go into {directories.Replay}");
        }

        output.WriteLine($"HTTP answers at {http}");
        output.WriteLine(directories.Pickup is { } pickup
            ? $"Ready: {node.ServerName}, put .eml files into {pickup}"
            : $"Ready: {node.ServerName}, the Pickup directory is disabled");
    }
}
