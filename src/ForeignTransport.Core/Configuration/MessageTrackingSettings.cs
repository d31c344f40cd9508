namespace ForeignTransport.Core.Configuration;

/// <summary>What a server records in the message tracking log, and how much of it is kept.</summary>
public sealed record MessageTrackingSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>Zero keeps everything.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(30);

    public UnlimitedSize MaxDirectorySize { get; init; } = new(ByteQuantifiedSize.FromMegabytes(1000));

    public ByteQuantifiedSize MaxFileSize { get; init; } = ByteQuantifiedSize.FromMegabytes(10);

    public DirectorySetting Path { get; init; } = DirectorySetting.Default;

    public bool SubjectLoggingEnabled { get; init; } = true;
}
