namespace Ens.ImageSharing.Tests;

/// <summary>Tests that look at the whole process, its memory or its environment, run while no other does.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class Alone;
