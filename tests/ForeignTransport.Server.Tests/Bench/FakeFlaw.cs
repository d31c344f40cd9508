namespace ForeignTransport.Server.Tests.Bench;

/// <summary>What the fake server does wrong, once.</summary>
public enum FakeFlaw
{
    None,
    LosesOne,
    DuplicatesOne,
    DamagesOne,
    CutsOne,
    RefusesOne,
    ForgetsClaim,
    Invents,
    Dies,
    ExitsWithCode3,
    NeverStops,
    IsNeverReady,
}
