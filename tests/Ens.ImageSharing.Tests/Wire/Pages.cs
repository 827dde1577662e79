using System.Text;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>Pages as they are read from bodies, for a request for page 3 with 50 accounts.</summary>
internal static class Pages
{
    private static readonly DescribeImageShares Third = new(new("m-asked") { PageNumber = 3, PageSize = 50 });

    public static ImageSharePage? Read(string body, string? requestId = null) => Read(Encoding.UTF8.GetBytes(body), requestId);

    public static ImageSharePage? Read(byte[] body, string? requestId = null) => Third.Read(body, requestId);
}
