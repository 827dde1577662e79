namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>An image to look at.</summary>
/// <param name="ImageId">The ID of the image.</param>
/// <param name="Profile">The profile whose key reads the image; <see langword="null"/> is the default one.</param>
internal sealed record ImageListEntry(string ImageId, string? Profile);
