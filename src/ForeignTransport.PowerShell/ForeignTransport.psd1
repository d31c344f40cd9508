@{
    RootModule           = 'ForeignTransport.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6f0c6f1e-53f1-4d0b-9f50-2f7a3ce2a0d4'
    Author               = 'The ForeignTransport authors'
    CompanyName          = 'ForeignTransport'
    Copyright            = 'The ForeignTransport authors. MIT licence.'
    Description          = 'The cmdlets of ForeignTransport: Foreign connectors, transport services, accepted domains, queues, and more, over HTTP.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('ForeignTransport.Format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Connect-ForeignTransport'
        'Export-Message'
        'Export-TransportConfiguration'
        'Get-AcceptedDomain'
        'Get-ForeignConnector'
        'Get-Message'
        'Get-Queue'
        'Get-QueueDigest'
        'Get-TransportAccessToken'
        'Get-TransportCluster'
        'Get-TransportConfig'
        'Get-TransportService'
        'Import-ExchangeForeignConnector'
        'Import-TransportConfiguration'
        'New-AcceptedDomain'
        'New-ForeignConnector'
        'New-TransportAccessToken'
        'Redirect-Message'
        'Remove-AcceptedDomain'
        'Remove-ForeignConnector'
        'Remove-Message'
        'Remove-TransportAccessToken'
        'Remove-TransportService'
        'Resume-Message'
        'Resume-Queue'
        'Resume-TransportServer'
        'Retry-Queue'
        'Save-ExportedMessage'
        'Search-AdminAuditLog'
        'Send-TransportMessage'
        'Set-AcceptedDomain'
        'Set-ForeignConnector'
        'Set-TransportConfig'
        'Set-TransportService'
        'Suspend-Message'
        'Suspend-Queue'
        'Suspend-TransportServer'
        'Test-ForeignConnector'
        'Test-Route'
    )
    AliasesToExport      = @('AssembleMessage', 'Get-TransportServer', 'Set-TransportServer')
    PrivateData          = @{
        PSData = @{
            Tags       = @('mail', 'exchange', 'connector', 'transport')
            LicenseUri = 'https://opensource.org/licenses/MIT'
        }
    }
}
