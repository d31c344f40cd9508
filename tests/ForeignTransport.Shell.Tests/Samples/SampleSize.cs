namespace ForeignTransport.Shell.Tests.Samples;

/// <summary>A value that has nothing but its text, as sizes are.</summary>
public sealed class SampleSize
{
    public override string ToString() => "10 MB (10,485,760 bytes)";
}
