namespace ForeignTransport.Transport.Configuration;

/// <summary>A value that the command line gives to an option.</summary>
/// <param name="Option">The option.</param>
/// <param name="Text">The value as typed.</param>
/// <param name="Switch">The switch it was given with, for errors: <c>--http</c>.</param>
public sealed record CommandLineValue(NodeOption Option, string Text, string Switch);
