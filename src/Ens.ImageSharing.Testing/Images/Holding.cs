namespace Ens.ImageSharing.Testing.Images;

/// <summary>An account that has an image, and the time in which reads see it.</summary>
/// <param name="Account">The id of the account.</param>
/// <param name="SeenFrom">When reads begin to see the account.</param>
/// <param name="SeenUntil">When reads cease to see the account; <see langword="null"/> if it was not removed.</param>
internal readonly record struct Holding(string Account, DateTimeOffset SeenFrom, DateTimeOffset? SeenUntil = null)
{
    public bool IsSeenAt(DateTimeOffset time) => SeenFrom <= time && !(SeenUntil <= time);
}
