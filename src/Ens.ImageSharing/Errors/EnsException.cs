using System.Net;
using Ens.ImageSharing.Errors;

namespace Ens.ImageSharing;

/// <summary>The service rejected the call, or its response cannot be understood.</summary>
/// <remarks>
/// <para>
/// Derived exceptions cover what a program may want to handle differently; use <see cref="Is"/> to distinguish the rest. The error code
/// determines the type; the HTTP status does so only without a known code, because the service reports all documented errors with status
/// 400.
/// </para>
/// <para>No property contains a secret: access keys, session tokens and signatures are masked wherever the service echoes them.</para>
/// <para>Network failures are <see cref="HttpRequestException"/>s, and time-outs are <see cref="TimeoutException"/>s.</para>
/// </remarks>
public class EnsException : Exception
{
    private int _attempts;
    private int? _pageNumber;

    /// <summary>Creates an exception with a default message, for example in a test.</summary>
    public EnsException()
    {
    }

    /// <summary>Creates an exception, for example in a test.</summary>
    /// <param name="message">What happened and what to do about it.</param>
    public EnsException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a cause, for example in a test.</summary>
    /// <param name="message">What happened and what to do about it.</param>
    /// <param name="innerException">The cause.</param>
    public EnsException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error as the service returned it.</summary>
    internal EnsException(string message, ErrorFacts facts)
        : base(message)
    {
        StatusCode = facts.StatusCode;
        ErrorCode = facts.ErrorCode;
        RequestId = facts.RequestId;
        HostId = facts.HostId;
        Recommend = facts.Recommend;
        ResponseBody = facts.ResponseBody;
        Recovery = facts.Recovery;
        IsTransient = facts.Recovery is Recovery.Wait or Recovery.Slow or Recovery.SignAgain;
        RetryHint = facts.RetryAfter;
        ServerTime = facts.ServerTime;
        RequestTime = facts.RequestTime;
        _attempts = 1;
    }

    /// <summary>The HTTP status of the response.</summary>
    /// <value><see langword="null"/> if there was no response.</value>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The error code of the service. See <see cref="EnsErrorCodes"/> for known codes.</summary>
    /// <value><see langword="null"/> if the response has no code, for example because it came from a proxy.</value>
    public string? ErrorCode { get; init; }

    /// <summary>The ID by which Alibaba Cloud support can find this call.</summary>
    /// <value>From the body, or from the header <c>x-acs-request-id</c>; <see langword="null"/> if neither has one.</value>
    public string? RequestId { get; init; }

    /// <summary>The host that the service reports in its error response.</summary>
    /// <value><see langword="null"/> if the response does not name one.</value>
    public string? HostId { get; init; }

    /// <summary>A link to Alibaba Cloud's page about this error.</summary>
    /// <value><see langword="null"/> if the response does not contain one.</value>
    public string? Recommend { get; init; }

    /// <summary>The first 64 KB of the response body, with secrets masked.</summary>
    /// <value><see langword="null"/> if there was no response, or if the call requests an access key.</value>
    public string? ResponseBody { get; init; }

    /// <summary>The page that was requested. A list can be resumed from this page.</summary>
    /// <value><see langword="null"/> if the call did not request a page.</value>
    public int? PageNumber
    {
        get => _pageNumber;
        init => _pageNumber = value;
    }

    /// <summary>The number of requests that were sent for this call, including the one that failed.</summary>
    /// <value>At least 1 if the service responded; 0 if nothing was sent.</value>
    public int Attempts
    {
        get => _attempts;
        init => _attempts = value;
    }

    /// <summary>Whether retrying the same call later may succeed.</summary>
    /// <value><see langword="true"/> for throttling and for server errors.</value>
    public bool IsTransient { get; init; }

    /// <summary>Whether a list moved while it was read, so that reading it again may succeed.</summary>
    internal bool IsMovement { get; init; }

    /// <summary>What makes another attempt worthwhile.</summary>
    internal Recovery Recovery { get; }

    /// <summary>How long the service asks to wait.</summary>
    internal TimeSpan? RetryHint { get; }

    /// <summary>The service's time when it responded.</summary>
    internal DateTimeOffset? ServerTime { get; }

    /// <summary>The date that the request was signed with.</summary>
    internal DateTimeOffset? RequestTime { get; }

    /// <summary>Checks for an error code, including its dotted children: <c>Throttling.User</c> is a <c>Throttling</c>.</summary>
    /// <param name="errorCode">One of <see cref="EnsErrorCodes"/>, or any other code. The comparison is case-sensitive.</param>
    /// <returns><see langword="true"/> if <see cref="ErrorCode"/> equals the code, or starts with it followed by a dot.</returns>
    /// <exception cref="ArgumentException"><paramref name="errorCode"/> is <see langword="null"/>, empty or white space.</exception>
    public bool Is(string errorCode)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(errorCode);
        return ErrorCode is { } code && (string.Equals(errorCode, EnsErrorCodes.InvalidParameterField, StringComparison.Ordinal)
            ? Errors.ErrorCode.InvalidParameterName(code) is not null
            : Errors.ErrorCode.IsOrBelow(code, errorCode));
    }

    internal void CountAttempts(int attempts) => _attempts = attempts;

    internal void NotePage(int? pageNumber) => _pageNumber ??= pageNumber;
}
