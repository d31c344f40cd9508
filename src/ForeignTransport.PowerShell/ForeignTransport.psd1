@{
    RootModule           = 'ForeignTransport.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6f0c6f1e-53f1-4d0b-9f50-2f7a3ce2a0d4'
    Author               = 'The ForeignTransport authors'
    CompanyName          = 'ForeignTransport'
    Copyright            = 'The ForeignTransport authors. MIT licence.'
    Description          = 'The cmdlets of ForeignTransport: Foreign connectors, transport services, accepted domains, recipients, queues, and more, over HTTP.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('ForeignTransport.Format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Add-DistributionGroupMember'
        'Connect-ForeignTransport'
        'Export-TransportConfiguration'
        'Get-AcceptedDomain'
        'Get-DistributionGroup'
        'Get-DistributionGroupMember'
        'Get-ForeignConnector'
        'Get-MailContact'
        'Get-MailUser'
        'Get-MessageTrackingLog'
        'Get-Queue'
        'Get-Recipient'
        'Get-TransportAccessToken'
        'Get-TransportCluster'
        'Get-TransportConfig'
        'Get-TransportService'
        'Import-ExchangeForeignConnector'
        'Import-TransportConfiguration'
        'New-AcceptedDomain'
        'New-DistributionGroup'
        'New-ForeignConnector'
        'New-MailContact'
        'New-MailUser'
        'New-TransportAccessToken'
        'Remove-AcceptedDomain'
        'Remove-DistributionGroup'
        'Remove-DistributionGroupMember'
        'Remove-ForeignConnector'
        'Remove-MailContact'
        'Remove-MailUser'
        'Remove-TransportAccessToken'
        'Remove-TransportService'
        'Resume-TransportServer'
        'Search-AdminAuditLog'
        'Send-TransportMessage'
        'Set-AcceptedDomain'
        'Set-DistributionGroup'
        'Set-ForeignConnector'
        'Set-MailContact'
        'Set-MailUser'
        'Set-TransportConfig'
        'Set-TransportService'
        'Suspend-TransportServer'
        'Test-ForeignConnector'
        'Test-Route'
    )
    AliasesToExport      = @('Get-TransportServer', 'Set-TransportServer')
    PrivateData          = @{
        PSData = @{
            Tags       = @('mail', 'exchange', 'connector', 'transport')
            LicenseUri = 'https://opensource.org/licenses/MIT'
        }
    }
}
