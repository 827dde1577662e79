namespace Ens.ImageSharing.Wire;

/// <summary>One call of one operation: what is asked, and how the answer is read.</summary>
/// <typeparam name="TAnswer">What a good answer becomes.</typeparam>
internal interface IOperation<out TAnswer>
    where TAnswer : class
{
    /// <summary>The operation's name on the wire.</summary>
    string Action { get; }

    /// <summary>The API version that the operation belongs to.</summary>
    string Version { get; }

    /// <summary>The RAM permission that the caller needs, and on what.</summary>
    string Permission { get; }

    /// <summary>What is asked for, in the words of a message: "page 3".</summary>
    string Subject { get; }

    /// <summary>The page that is asked for, if the operation has pages.</summary>
    int? PageNumber { get; }

    /// <summary>The encoded parameters of the URL, without <c>?</c>.</summary>
    string ToQueryString();

    /// <summary>The body: parameters that no log of addresses may see, or nothing.</summary>
    HttpContent CreateContent();

    /// <summary>Reads the body of a good answer; the request id in the headers stands in for a missing one.</summary>
    /// <returns><see langword="null"/> if the body announces an error instead.</returns>
    /// <exception cref="System.Text.Json.JsonException">The body is not what the operation answers.</exception>
    TAnswer? Read(ReadOnlySpan<byte> body, string? requestId);
}
