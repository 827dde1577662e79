namespace Ens.ImageSharing.Governance.Tests.Doubles;

/// <summary>Tests that measure the process and so run beside no others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
#pragma warning disable CA1711 // A collection of tests.
public sealed class Alone;
#pragma warning restore CA1711
