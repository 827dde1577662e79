using System.Net;

namespace Ens.ImageSharing;

/// <summary>The service said no, or its answer cannot be understood.</summary>
/// <remarks>
/// <para>
/// The kinds derived from it are what a program may want to treat differently; <see cref="Is"/> tells the rest apart. The kind follows from the
/// error code first and from the HTTP status second, because the service reports all documented errors of this operation with status 400.
/// </para>
/// <para>No member holds a secret: keys, session tokens and signatures are masked wherever the service echoes them.</para>
/// <para>The network's failures are <see cref="HttpRequestException"/>, time-outs are <see cref="TimeoutException"/>.</para>
/// </remarks>
public class EnsException : Exception
{
    private int _attempts;

    /// <summary>Creates an error without a message of its own, for a test double for example.</summary>
    public EnsException()
    {
    }

    /// <summary>Creates an error, for a test double for example.</summary>
    /// <param name="message">What happened and what to do about it.</param>
    public EnsException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates an error with a cause, for a test double for example.</summary>
    /// <param name="message">What happened and what to do about it.</param>
    /// <param name="innerException">The cause.</param>
    public EnsException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error as the service answered it.</summary>
    private protected EnsException(string message, ErrorDetails details, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = details.StatusCode;
        ErrorCode = details.ErrorCode;
        RequestId = details.RequestId;
        HostId = details.HostId;
        Recommend = details.Recommend;
        ResponseBody = details.ResponseBody;
        PageNumber = details.PageNumber;
        IsTransient = details.Recovery is Recovery.Wait or Recovery.SignAgain;
        Details = details;
        _attempts = 1;
    }

    /// <summary>The HTTP status of the answer.</summary>
    /// <value><see langword="null"/> if the error did not come with an answer.</value>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The service's error code; <see cref="EnsErrorCodes"/> has the known ones.</summary>
    /// <value><see langword="null"/> if the answer has none, as that of a proxy in between.</value>
    public string? ErrorCode { get; init; }

    /// <summary>The id under which Alibaba Cloud's support finds this call.</summary>
    /// <value>From the body, or else from the header <c>x-acs-request-id</c>; <see langword="null"/> if neither has one.</value>
    public string? RequestId { get; init; }

    /// <summary>The host that the service says it answered for.</summary>
    /// <value><see langword="null"/> if the answer has none.</value>
    public string? HostId { get; init; }

    /// <summary>A link to the service's own page on this error.</summary>
    /// <value><see langword="null"/> if the answer has none.</value>
    public string? Recommend { get; init; }

    /// <summary>The first 64 KB of the answer's body, with secrets masked.</summary>
    /// <value><see langword="null"/> if there was no answer.</value>
    public string? ResponseBody { get; init; }

    /// <summary>The page that was asked for: where a list can be read on from.</summary>
    /// <value><see langword="null"/> if the error is not that of a page.</value>
    public int? PageNumber { get; init; }

    /// <summary>How often the page was asked for, this failure included.</summary>
    /// <value>At least 1 for an answer of the service; 0 if nothing was sent.</value>
    public int Attempts
    {
        get => _attempts;
        init => _attempts = value;
    }

    /// <summary>Whether the same call may succeed later without anybody mending anything.</summary>
    /// <value><see langword="true"/> for throttling and for trouble on the service's side.</value>
    public bool IsTransient { get; init; }

    /// <summary>Whether this is the error with a code, or one of its dotted children: <c>Throttling.User</c> is a <c>Throttling</c>.</summary>
    /// <param name="errorCode">One of <see cref="EnsErrorCodes"/>, or any other code. Letter case counts.</param>
    /// <returns><see langword="true"/> if <see cref="ErrorCode"/> is the code, or begins with it and a dot.</returns>
    /// <exception cref="ArgumentException"><paramref name="errorCode"/> is null, empty or white space.</exception>
    public bool Is(string errorCode)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(errorCode);
        if (string.Equals(errorCode, EnsErrorCodes.InvalidParameterField, StringComparison.Ordinal))
        {
            return ErrorCode?.StartsWith(EnsErrorCodes.InvalidParameter + ".", StringComparison.Ordinal) == true;
        }

        return ErrorCode is not null && ErrorTable.IsOrBelow(ErrorCode, errorCode);
    }

    /// <summary>What the retry needs to know and nobody else.</summary>
    internal ErrorDetails? Details { get; }

    internal static EnsException Of(string message, ErrorDetails details, Exception? innerException = null) => new(message, details, innerException);

    internal void CountAttempts(int attempts) => _attempts = attempts;
}
