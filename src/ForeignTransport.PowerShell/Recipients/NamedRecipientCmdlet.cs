using System.Management.Automation;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>What New- and Set- of every type of recipient take.</summary>
public abstract class NamedRecipientCmdlet : ExchangeCmdlet, IDynamicParameters
{
    /// <summary>The local part of addresses that are made for the recipient, 1 to 64 characters, unique among all recipients.</summary>
    [Parameter]
    [Setting]
    public string? Alias { get; set; }

    /// <summary>The name that people see.</summary>
    [Parameter]
    [Setting]
    public string? DisplayName { get; set; }

    /// <summary>The primary SMTP address. A former one stays as another address of the recipient.</summary>
    [Parameter]
    [Setting]
    public string? PrimarySmtpAddress { get; set; }

    /// <inheritdoc />
    public object GetDynamicParameters() => IgnoredParameters.Define(IgnoredParameters.OfRecipient);

    /// <inheritdoc />
    protected override void BeginProcessing() => IgnoredParameters.Warn(this, IgnoredParameters.OfRecipient);
}
