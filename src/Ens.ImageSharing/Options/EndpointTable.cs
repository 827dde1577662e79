namespace Ens.ImageSharing.Options;

/// <summary>The endpoints of ENS 2017-11-10 by region, from the product's endpoint page in Alibaba Cloud's documentation.</summary>
internal static class EndpointTable
{
    private const string Mainland = "ens.aliyuncs.com";

    private static readonly (string Region, string Public, string? Vpc)[] Rows =
    [
        ("cn-hangzhou", Mainland, null),
        ("cn-shanghai", Mainland, "ens.vpc-proxy.aliyuncs.com"),
        ("cn-beijing", Mainland, null),
        ("cn-zhangjiakou", Mainland, "ens-vpc.cn-zhangjiakou.aliyuncs.com"),
        ("cn-wulanchabu", Mainland, null),
        ("cn-heyuan", Mainland, null),
        ("cn-chengdu", Mainland, null),
        ("ap-southeast-1", "ens.ap-southeast-1.aliyuncs.com", "ens-vpc.ap-southeast-1.aliyuncs.com"),
    ];

    /// <summary>The regions, or those that have a VPC endpoint.</summary>
    public static IEnumerable<string> Regions(bool vpc) => Rows.Where(row => !vpc || row.Vpc is not null).Select(row => row.Region);

    /// <summary>The endpoint of a region; without a region, that of the Chinese mainland.</summary>
    /// <exception cref="ArgumentException">The region is not in the table, or has no VPC endpoint.</exception>
    public static Uri Find(string? regionId, bool vpc)
    {
        foreach ((string region, string publicHost, string? vpcHost) in Rows)
        {
            string? host = vpc ? vpcHost : publicHost;
            if (string.Equals(region, regionId, StringComparison.Ordinal) && host is not null)
            {
                return new Uri("https://" + host);
            }
        }

        if (regionId is null && !vpc)
        {
            return new Uri("https://" + Mainland);
        }

        string known = string.Join(", ", Regions(vpc));
        string what = vpc ? "region with a VPC endpoint" : "region";
        string given = regionId is null ? "not set" : $"'{regionId}'";
        throw new ArgumentException(
            $"{nameof(EnsClientOptions.RegionId)} must be a known {what} ({known}), but was {given}. "
            + $"To use another region, set {nameof(EnsClientOptions.Endpoint)}.",
            nameof(regionId));
    }
}
