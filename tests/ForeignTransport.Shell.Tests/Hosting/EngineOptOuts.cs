using System.Runtime.CompilerServices;
using ForeignTransport.Shell.Hosting;

namespace ForeignTransport.Shell.Tests.Hosting;

/// <summary>The engine of these tests opens no pipe and sends no telemetry either: set before its first type is touched.</summary>
internal static class EngineOptOuts
{
    [ModuleInitializer]
    internal static void Set() => OptOuts.Set();
}
