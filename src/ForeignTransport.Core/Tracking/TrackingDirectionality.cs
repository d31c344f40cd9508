namespace ForeignTransport.Core.Tracking;

/// <summary>Where a message came from and went, seen from the organization.</summary>
public enum TrackingDirectionality
{
    Undefined = 0,

    /// <summary>Came in from outside.</summary>
    Incoming = 1,

    /// <summary>Began inside.</summary>
    Originating = 2
}
