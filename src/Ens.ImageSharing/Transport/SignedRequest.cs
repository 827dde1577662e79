namespace Ens.ImageSharing.Transport;

/// <summary>A request as it was signed for one pass through the wire.</summary>
/// <param name="Message">The signed message. Only the transport sees it.</param>
/// <param name="Scheme">How it was signed.</param>
/// <param name="Key">The access key; <see langword="null"/> for an operation that is not signed.</param>
/// <param name="Date">The date of the request.</param>
internal sealed record SignedRequest(HttpRequestMessage Message, SignatureScheme Scheme, EnsAccessKey? Key, DateTimeOffset Date);
