using System.Management.Automation;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Messages;

/// <summary>Submits message files.</summary>
/// <remarks>
/// The file is a message as RFC 5322 writes it. Where it goes is decided by -From and -To, and where these are not given by its header, as in Pickup. When the cmdlet shows the message, it is
/// durable on the server. A file stays where it is. There is no such cmdlet in Exchange, which has the Pickup directory for it.
/// </remarks>
/// <example>
/// <code>Send-TransportMessage -Path order7.eml -From orders@contoso.com -To "[FAX:+49 30 1234]"</code>
/// <para>Sends one message to a fax number.</para>
/// </example>
/// <example>
/// <code>Send-TransportMessage order7.eml -WhatIf</code>
/// <para>Says what would be sent; the header of the file names sender and recipients.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem *.eml | Send-TransportMessage -From orders@contoso.com -To archive@contoso.com</code>
/// <para>Sends every message of the folder. One that is refused is reported, and the others are sent.</para>
/// </example>
/// <seealso cref="Routing.TestRoute"/>
/// <seealso cref="Queues.GetQueue"/>
[Cmdlet(VerbsCommunications.Send, "TransportMessage", SupportsShouldProcess = true)]
[OutputType(typeof(SubmittedMessage))]
public sealed class SendTransportMessage : TransportCmdlet
{
    /// <summary>The files; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>The sender of the envelope; &lt;&gt; for none. Without it the header decides.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? From { get; set; }

    /// <summary>The recipients of the envelope: SMTP addresses, or [TYPE:address] for other systems. Without them the header decides.</summary>
    [Parameter]
    public string[] To { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in Path.SelectMany(Resolve))
            Submit(path);
    }

    private void Submit(string path)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(cause, "FileNotRead", ErrorCategory.ReadError, path));
            return;
        }

        // Said only: the server has no way to look at a message without taking it.
        var sender = From?.Trim('<', '>');
        var envelope = $"{(sender is null ? "" : $" from <{sender}>")}{(To.Length == 0 ? "" : $" to {string.Join(", ", To)}")}";
        if (!Approve($"Sending \"{path}\"{envelope}.", out var whatIf) || whatIf)
            return;
        var request = new TransportRequest(HttpMethod.Post, "messages") { Body = content, ContentType = "message/rfc822" }
            .With("from", sender)
            .With("to", To);
        if (!TryAsk(request, path, out var answer))
            return;
        var message = Read<SubmittedMessage>(answer.Body);
        message.Path = path;
        WriteObject(message);
    }

    private IEnumerable<string> Resolve(string path)
    {
        try
        {
            // A name that exists is taken literally, brackets and all.
            var literal = GetUnresolvedProviderPathFromPSPath(path);
            return File.Exists(literal) ? [literal] : GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (Exception cause) when (cause is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or NotSupportedException)
        {
            WriteError(new ErrorRecord(cause, "FileNotFound", ErrorCategory.ObjectNotFound, path));
            return [];
        }
    }
}
