namespace Ens.ImageSharing.Errors;

/// <summary>What makes another attempt worthwhile.</summary>
internal enum Recovery
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Time.</summary>
    Wait,

    /// <summary>Time, because there were too many calls.</summary>
    Slow,

    /// <summary>A new nonce, which every attempt has.</summary>
    SignAgain,

    /// <summary>Another access key than the rejected one.</summary>
    AnotherKey,

    /// <summary>A corrected clock.</summary>
    CorrectClock,
}
