namespace ForeignTransport.PowerShell.Connectors;

/// <summary>Whether a gateway confirms the files that it got.</summary>
public enum ReceiptMode
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It puts a file beside each, or says the same over HTTP.</summary>
    File
}
