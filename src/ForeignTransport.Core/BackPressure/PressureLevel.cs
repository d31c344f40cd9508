namespace ForeignTransport.Core.BackPressure;

/// <summary>How scarce a resource is.</summary>
public enum PressureLevel
{
    /// <summary>There is enough.</summary>
    Low = 0,

    /// <summary>It is getting scarce: nothing new is taken in where that helps.</summary>
    Medium = 1,

    /// <summary>It is all but used up: the server asks not to be sent anything.</summary>
    High = 2
}
