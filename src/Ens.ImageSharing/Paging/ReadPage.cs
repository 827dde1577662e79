namespace Ens.ImageSharing.Paging;

/// <summary>Asks for one page.</summary>
internal delegate Task<ImageSharePage> ReadPage(int pageNumber, CancellationToken cancellationToken);
