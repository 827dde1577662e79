namespace Ens.ImageSharing.Models;

/// <summary>One page of a list, as the walk over its pages sees it: figures and IDs, whatever the items are.</summary>
internal interface IPage
{
    int PageNumber { get; }

    int PageSize { get; }

    int? TotalCount { get; }

    string? RequestId { get; }

    /// <summary>The image that the page says it belongs to; <see langword="null"/> if its list does not belong to one image.</summary>
    string? OwnerImageId { get; }

    /// <summary>How many items the page has.</summary>
    int Count { get; }

    /// <summary>The ID of an item.</summary>
    string IdAt(int index);
}
