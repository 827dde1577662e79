namespace Ens.ImageSharing.Tool.Commands;

/// <summary>An image that a verb works on.</summary>
/// <param name="ImageId">Its ID.</param>
/// <param name="Profile">The profile whose key reads it; <see langword="null"/> is that of the command line.</param>
/// <param name="Image">What the service says about it; <see langword="null"/> if only the ID was given.</param>
internal sealed record ImageSource(string ImageId, string? Profile = null, EnsImage? Image = null);
