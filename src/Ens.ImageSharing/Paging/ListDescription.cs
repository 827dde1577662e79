namespace Ens.ImageSharing.Paging;

/// <summary>What is known of a list before its first page is read.</summary>
/// <param name="Name">The list as messages name it, such as <c>image 'm-1'</c>.</param>
/// <param name="Items">What the list has, in the plural: <c>accounts</c>.</param>
/// <param name="ImageId">The image that every page must belong to; <see langword="null"/> if the list does not belong to one image.</param>
/// <param name="FirstPage">The page to start with.</param>
/// <param name="PageSize">The requested page size.</param>
/// <param name="IsFiltered">
/// Whether the service filters the list. It is undocumented whether the total of a filtered list is filtered too, so an empty page may end
/// such a list.
/// </param>
internal sealed record ListDescription(string Name, string Items, string? ImageId, int FirstPage, int PageSize, bool IsFiltered)
{
    /// <summary>
    /// The only ID that the list has if the service applies the filter. Once another ID came, the service does not filter, and its total
    /// counts.
    /// </summary>
    public string? OnlyId { get; init; }
}
