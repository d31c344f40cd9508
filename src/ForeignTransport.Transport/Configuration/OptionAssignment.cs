namespace ForeignTransport.Transport.Configuration;

/// <summary>One value that a source gives to an option.</summary>
/// <param name="Key">The option's key below the section.</param>
/// <param name="Text">The value as written.</param>
/// <param name="Origin">Where it was written: a file, an environment variable, a command-line option.</param>
/// <param name="BaseDirectory">Where a relative path starts.</param>
internal sealed record OptionAssignment(string Key, string Text, string Origin, string BaseDirectory);
