namespace Ens.ImageSharing;

/// <summary>What makes another attempt worth its while.</summary>
internal enum Recovery
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>Time.</summary>
    Wait,

    /// <summary>A new nonce, which each attempt has anyway.</summary>
    SignAgain,

    /// <summary>Another key than the one that was refused.</summary>
    AnotherKey,

    /// <summary>A corrected clock.</summary>
    CorrectClock,
}
