using System.Net;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>Failed attempts, and the exceptions that they become.</summary>
internal static class Failed
{
    public static readonly OperationFacts Facts = new DescribeImageShares("m-1").Facts;

    public static FailedAttempt Attempt(string body, int status = 400, params string[] secrets) =>
        new((HttpStatusCode)status, body, Facts, "page 1 of image 'm-1'", new SecretMask(secrets), () => []);

    public static EnsException Read(string body, int status = 400, params string[] secrets) => ErrorReader.Read(Attempt(body, status, secrets));

    /// <summary>A body as it may be shown.</summary>
    public static string Masked(string body, params string[] secrets) => Read(body, 400, secrets).ResponseBody!;
}
