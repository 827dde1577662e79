namespace Ens.ImageSharing.Transport;

/// <summary>
/// One attempt on its way. Travels with the request message as one of its options and with the flow of execution, so that handlers may
/// copy or repeat the message, also without its options.
/// </summary>
internal sealed class AttemptProgress(int retries, TimeSpan delay, EnsAccessKey? refusedKey, Action? sent = null)
{
    private static readonly AsyncLocal<AttemptProgress?> OfTheFlow = new();

    private SignedRequest? _last;
    private volatile object _waitingFor = "the response";

    /// <summary>How many attempts preceded this one.</summary>
    public int Retries { get; } = retries;

    /// <summary>How long this attempt was delayed.</summary>
    public TimeSpan Delay { get; } = delay;

    /// <summary>The access key that the service rejected before; signing with it again would be pointless.</summary>
    public EnsAccessKey? RefusedKey { get; } = refusedKey;

    /// <summary>The request as it was signed last; <see langword="null"/> if there is none.</summary>
    public SignedRequest? LastRequest => Volatile.Read(ref _last);

    /// <summary>Whether anything may have been sent.</summary>
    public bool MayHaveSent => LastRequest?.MayHaveLeft == true;

    /// <summary>The request that the response of the attempt answers; <see langword="null"/> if a handler made the response.</summary>
    public SignedRequest? AnsweredRequest { get; private set; }

    /// <summary>The requests as they were signed, the last one first: a handler may send several.</summary>
    public IEnumerable<SignedRequest> Requests
    {
        get
        {
            for (SignedRequest? request = LastRequest; request is not null; request = request.Before)
            {
                yield return request;
            }
        }
    }

    /// <summary>What the attempt is waiting for, as the rest of a sentence that begins with "it was waiting for".</summary>
    public string WaitingFor => _waitingFor is EnsCredentials source ? $"an access key from {source}"
        : LastRequest?.MayHaveLeft == false ? "a connection"
        : (string)_waitingFor;

    /// <summary>
    /// The progress that a message carries, or that of the flow; a new one for a message that a handler sends from somewhere else.
    /// </summary>
    public static AttemptProgress Of(HttpRequestMessage message) => PlatformHttp.GetOption<AttemptProgress>(message)
        ?? OfTheFlow.Value
        ?? new AttemptProgress(retries: 0, delay: default, refusedKey: null);

    public void AttachTo(HttpRequestMessage message) => PlatformHttp.SetOption(message, this);

    /// <summary>Makes this the attempt of the flow, until the asynchronous method that calls this has ended.</summary>
    public void AttachToFlow() => OfTheFlow.Value = this;

    public void BeginKey(EnsCredentials source) => _waitingFor = source;

    public void BeginSend(SignedRequest request)
    {
        SignedRequest? before;
        do
        {
            before = LastRequest;
            request.Before = before;
        }
        while (Interlocked.CompareExchange(ref _last, request, before) != before);
        _waitingFor = "the response";
        sent?.Invoke();
    }

    public void BeginBody() => _waitingFor = "the rest of the response";

    /// <summary>The signed request that a response answers: with hedging there may be several.</summary>
    public SignedRequest? RequestOf(HttpResponseMessage response)
    {
        AnsweredRequest = Requests.FirstOrDefault(request => ReferenceEquals(request.Response, response));
        return AnsweredRequest ?? LastRequest;
    }
}
