namespace Ens.ImageSharing.Wire;

/// <summary>One call of one operation: the parameters of the request, and how its response is read.</summary>
/// <typeparam name="TAnswer">What a good response becomes.</typeparam>
internal interface IOperation<out TAnswer>
    where TAnswer : class
{
    OperationFacts Facts { get; }

    /// <summary>What is requested, as messages name it: "page 3 of image 'm-1'".</summary>
    string Subject { get; }

    /// <summary>Parameters that must not be shown if the service echoes them.</summary>
    IReadOnlyList<string> Secrets { get; }

    /// <summary>The encoded parameters of the URL, without <c>?</c>.</summary>
    string ToQueryString();

    /// <summary>The encoded parameters of the body, which no log of URLs may contain; <see langword="null"/> for none.</summary>
    string? ToForm();

    /// <summary>Reads the body of a response with a good status.</summary>
    /// <param name="body">The body.</param>
    /// <param name="requestId">The request ID from the headers, for a body without one.</param>
    /// <returns><see langword="null"/> if the body reports an error instead.</returns>
    /// <exception cref="ResponseFormatException">The body is not what the operation returns.</exception>
    /// <exception cref="System.Text.Json.JsonException">The body is not JSON.</exception>
    TAnswer? Read(ReadOnlySpan<byte> body, string? requestId);
}
