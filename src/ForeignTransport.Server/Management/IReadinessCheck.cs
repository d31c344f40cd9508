using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Management;

/// <summary>One thing that must be so before a server is sent work.</summary>
public interface IReadinessCheck
{
    /// <summary>What it is called in answers; lower case with hyphens.</summary>
    string Name { get; }

    /// <summary>Looks. Nobody waits longer than the check timeout; what is asked meanwhile shares this answer, so it runs once at a time.</summary>
    Task<CheckResult> RunAsync(CancellationToken cancellationToken);
}

/// <summary>How a check ended.</summary>
public abstract record CheckResult
{
    private CheckResult()
    {
    }

    /// <summary>It is so.</summary>
    public sealed record Passed : CheckResult
    {
        public static readonly Passed Instance = new();
    }

    /// <summary>It is not so, which can be as it should be: a server that joins, or leaves.</summary>
    public sealed record NotOk : CheckResult
    {
        public static readonly NotOk Instance = new();
    }

    /// <summary>It could not be seen, because of this.</summary>
    public sealed record Failed(TransportError Error) : CheckResult;

    /// <summary><see cref="Passed"/> or <see cref="NotOk"/>.</summary>
    public static CheckResult Of(bool passed) => passed ? Passed.Instance : NotOk.Instance;
}
