using System.Management.Automation;
using System.Text.Json;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Pipeline;

/// <summary>
/// A cmdlet that asks a server. What the server refuses is an error of the item, and the next item is tried; where every item would fail
/// alike (no server, no token, no right) the error ends the command. Stopping it cancels the request that is under way.
/// </summary>
public abstract class TransportCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>True when the user wants no warnings.</summary>
    protected virtual bool IsQuiet => false;

    internal CancellationToken StopToken => _stopping.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stopping.Cancel();

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _stopping.Dispose();
    }

    /// <summary>Writes those of all objects that a pattern with * names, or the one that is named; all when nothing is.</summary>
    internal void WriteNamed<T>(IEnumerable<T> all, Func<T, string> nameOf, IdentityParameter? identity, string kind)
    {
        var pattern = identity is { IsPattern: true } ? NamePattern.Of(identity.Text) : null;
        var found = all.Where(item => identity is null || (pattern?.IsMatch(nameOf(item)) ?? nameOf(item).Equals(identity.Text, StringComparison.OrdinalIgnoreCase))).ToList();
        WriteObject(found, enumerateCollection: true);
        if (found.Count == 0 && identity is { IsPattern: false })
            ReportMissing(kind, identity.Text);
    }

    /// <summary>The error of an object that does not exist, as where the server says it.</summary>
    internal void ReportMissing(string kind, string name) => WriteError(new ErrorRecord(
        new ItemNotFoundException($"The operation couldn't be performed because {kind} '{name}' couldn't be found."), "FT-5004", ErrorCategory.ObjectNotFound, name));

    /// <summary>Asks; false when the server refused, which was then reported as an error about the target.</summary>
    internal bool TryAsk(TransportRequest request, object? target, out TransportAnswer answer)
    {
        try
        {
            answer = Ask(request, target);
            return true;
        }
        catch (TransportProblemException problem)
        {
            WriteError(ProblemRecord.Of(problem, target));
            answer = null!;
            return false;
        }
    }

    /// <summary>Asks, and shows the warnings of the answer.</summary>
    /// <exception cref="TransportProblemException">The server refused this item.</exception>
    internal TransportAnswer Ask(TransportRequest request, object? target) => Ask(Connection(), request, target);

    /// <inheritdoc cref="Ask(TransportRequest, object?)" />
    internal TransportAnswer Ask(TransportConnection connection, TransportRequest request, object? target)
    {
        try
        {
            return Send(connection, request, StopToken);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (TransportProblemException problem) when (ProblemRecord.ConcernsEveryItem(problem))
        {
            ThrowTerminatingError(ProblemRecord.Of(problem, target));
            throw;
        }
        catch (ServerAwayException away)
        {
            ThrowTerminatingError(new ErrorRecord(away, "ServerAway", ErrorCategory.ResourceUnavailable, target));
            throw;
        }
        catch (JsonException malformed)
        {
            ThrowTerminatingError(ProblemRecord.NotUnderstood(malformed, target));
            throw;
        }
    }

    /// <summary>Asks, shows the warnings of the answer, and leaves every failure to the caller.</summary>
    internal TransportAnswer Send(TransportConnection connection, TransportRequest request, CancellationToken cancelled)
    {
        var answer = new TransportClient(connection) { Trace = WriteVerbose }.Send(request, cancelled);
        foreach (var warning in IsQuiet ? [] : answer.Warnings)
            WriteWarning(warning);
        return answer;
    }

    /// <summary>Writes what an answer shows.</summary>
    internal void WriteAnswer<T>(IEnumerable<JsonElement> items)
        where T : new()
    {
        foreach (var item in items)
            WriteObject(Read<T>(item));
    }

    internal T Read<T>(JsonElement item)
        where T : new()
    {
        try
        {
            return ObjectReader.Read<T>(item);
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or FormatException or OverflowException or System.Reflection.TargetInvocationException)
        {
            ThrowTerminatingError(ProblemRecord.NotUnderstood(malformed, item.GetRawText()));
            throw;
        }
    }

    /// <summary>
    /// Asks the user when that is due. With -WhatIf it says what would happen and the command goes on, so that the server can be asked whether it
    /// would do it.
    /// </summary>
    /// <param name="action">A sentence: <c>Removing Foreign connector "Fax".</c></param>
    /// <param name="whatIf">True when nothing may be changed.</param>
    /// <returns>False when there is nothing more to do.</returns>
    internal bool Approve(string action, out bool whatIf)
    {
        var approved = ShouldProcess(action, $"Are you sure you want to perform this action?\n{action}", "Confirm", out var reason);
        whatIf = reason.HasFlag(ShouldProcessReason.WhatIf);
        return approved || whatIf;
    }

    internal TransportConnection Connection()
    {
        try
        {
            return TransportConnection.Current;
        }
        catch (ConnectionSettingsException wrong)
        {
            ThrowTerminatingError(new ErrorRecord(wrong, "ConnectionSettings", ErrorCategory.InvalidArgument, null));
            throw;
        }
    }
}
