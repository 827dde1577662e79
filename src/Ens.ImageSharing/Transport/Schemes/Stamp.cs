namespace Ens.ImageSharing.Transport;

/// <summary>What is new in every pass of a request, and what it carries.</summary>
internal readonly struct Stamp(DateTimeOffset date, string nonce, byte[] body)
{
    public DateTimeOffset Date { get; } = date;

    public string Nonce { get; } = nonce;

    public byte[] Body { get; } = body;
}
