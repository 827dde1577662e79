using System.Text.Json;
using Ens.ImageSharing.Errors;
using Ens.ImageSharing.Options;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Transport;

/// <summary>A response that was read up to its limit, and what it means.</summary>
internal sealed class ReceivedResponse<TAnswer>(
    ServiceConnection connection, IOperation<TAnswer> operation, HttpResponseMessage response, BoundedBody body, SignedRequest? signed)
    where TAnswer : class
{
    private string? RequestId =>
        response.Headers.TryGetValues(AcsHeaders.RequestId, out IEnumerable<string>? values)
        && values.FirstOrDefault() is { Length: > 0 } id
            ? id
            : null;

    /// <summary>The answer, or the error that the service reports or that its response is.</summary>
    public AttemptOutcome<TAnswer> Judge(bool isSuccess) => isSuccess ? ReadAnswer() : ReadError();

    private AttemptOutcome<TAnswer> ReadAnswer()
    {
        if (body.Failure is { } cause)
        {
            return BrokenOff(Describe(), cause);
        }

        string reason;
        try
        {
            string? requestId = RequestId;
            if (!body.IsTooLong && operation.Read(body.Bytes, requestId) is { } answer)
            {
                return operation.Facts.ReturnsSecrets || signed?.IsRepeatedBy(body.Bytes, requestId) != true
                    ? new(answer)
                    : Failed(ErrorReader.Unreadable(Describe(), "It repeats a secret of the request."));
            }

            if (!body.IsTooLong)
            {
                return Failed(ErrorReader.Read(Describe()));
            }

            CallLimits limits = connection.Limits;
            reason = FormattableString.Invariant(
                $"It is longer than {limits.MaxResponseBytes} bytes{limits.Naming(nameof(EnsClientOptions.MaxResponseBytes))}.");
        }
        catch (ResponseFormatException exception)
        {
            reason = exception.Message;
        }
        catch (JsonException exception)
        {
            reason = ResponseFormatException.Describe(exception);
        }

        return Failed(ErrorReader.Unreadable(Describe(), reason));
    }

    private AttemptOutcome<TAnswer> ReadError()
    {
        FailedAttempt attempt = Describe();

        // What the service refused may have stood in the part that is missing.
        return body.Failure is { } cause && !ErrorReader.HasCode(attempt.Body)
            ? BrokenOff(attempt, cause)
            : Failed(ErrorReader.Read(attempt));
    }

    private AttemptOutcome<TAnswer> BrokenOff(FailedAttempt attempt, Exception cause) => new(
        TransportFailure.BrokenOff(response, attempt.RequestId, body.Bytes.Length, MaskedFailure.Of(cause, attempt.Mask)), Recovery.Wait);

    private AttemptOutcome<TAnswer> Failed(EnsException failure) => new(failure, failure.Recovery, signed?.Key);

    private FailedAttempt Describe()
    {
        SecretMask mask = Mask();
        IReadOnlyList<string> SignedTexts() => signed?.SignedTexts() ?? [];
        return new FailedAttempt(
            response.StatusCode, ErrorReader.Decode(body.Bytes), operation.Facts, operation.Subject, mask, SignedTexts)
        {
            RequestId = RequestId is { } requestId ? mask.Apply(requestId) : null,
            GatewayHint = RetryHint.ReadGateway(response),
            StandardHint = RetryHint.ReadStandard(response, response.Headers.Date ?? connection.Clock.UtcNow),
            ServerTime = response.Headers.Date,
            RequestTime = signed?.Date,
            IsTemporaryKey = signed?.Key?.SecurityToken is not null,
        };
    }

    /// <summary>Hides the secrets of the request that was answered, or else those of the latest key.</summary>
    private SecretMask Mask() => new(
        [.. signed?.Secrets ?? [connection.LastKey?.AccessKeySecret, connection.LastKey?.SecurityToken], .. operation.Secrets]);
}
