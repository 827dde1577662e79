namespace Ens.ImageSharing.Transport;

/// <summary>
/// One attempt on its way. Travels with the request message as one of its options, so that handlers may copy or repeat the message.
/// </summary>
internal sealed class AttemptProgress(int retries, TimeSpan delay, EnsAccessKey? refusedKey)
{
    private volatile SignedRequest? _last;
    private volatile object _waitingFor = "the response";
    private Answered? _answered;

    /// <summary>How many attempts preceded this one.</summary>
    public int Retries { get; } = retries;

    /// <summary>How long this attempt was delayed.</summary>
    public TimeSpan Delay { get; } = delay;

    /// <summary>The access key that the service rejected before; signing with it again would be pointless.</summary>
    public EnsAccessKey? RefusedKey { get; } = refusedKey;

    /// <summary>The request as it was signed last; <see langword="null"/> if nothing was sent.</summary>
    public SignedRequest? LastRequest => _last;

    /// <summary>What the attempt is waiting for, as the rest of a sentence that begins with "it was waiting for".</summary>
    public string WaitingFor => _waitingFor is EnsCredentials source ? $"an access key from {source}" : (string)_waitingFor;

    /// <summary>The progress that a message carries; a new one for a message that was copied without its options.</summary>
    public static AttemptProgress Of(HttpRequestMessage message)
    {
        if (PlatformHttp.GetOption<AttemptProgress>(message) is { } carried)
        {
            return carried;
        }

        AttemptProgress progress = new(retries: 0, delay: default, refusedKey: null);
        progress.AttachTo(message);
        return progress;
    }

    public void AttachTo(HttpRequestMessage message) => PlatformHttp.SetOption(message, this);

    public void BeginKey(EnsCredentials source) => _waitingFor = source;

    public void BeginSend(SignedRequest request)
    {
        _last = request;
        _waitingFor = "the response";
    }

    public void EndSend(SignedRequest request, HttpResponseMessage response)
    {
        Answered? before, answered;
        do
        {
            before = Volatile.Read(ref _answered);
            answered = new Answered(response, request, before);
        }
        while (Interlocked.CompareExchange(ref _answered, answered, before) != before);
    }

    public void BeginBody() => _waitingFor = "the rest of the response";

    /// <summary>The signed request that a response answers: with hedging there may be several.</summary>
    public SignedRequest? RequestOf(HttpResponseMessage response)
    {
        for (Answered? answered = Volatile.Read(ref _answered); answered is not null; answered = answered.Before)
        {
            if (ReferenceEquals(answered.Response, response))
            {
                return answered.Request;
            }
        }

        return _last;
    }

    private sealed record Answered(HttpResponseMessage Response, SignedRequest Request, Answered? Before);
}
