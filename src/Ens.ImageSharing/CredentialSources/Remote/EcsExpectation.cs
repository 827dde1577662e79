namespace Ens.ImageSharing.CredentialSources;

/// <summary>What is known to be there; what else is missing means that the source is not set up.</summary>
internal enum EcsExpectation
{
    /// <summary>Nothing: this may be no ECS instance.</summary>
    Nothing,

    /// <summary>The metadata service, which may have no role.</summary>
    Service,

    /// <summary>The role.</summary>
    Role,
}
