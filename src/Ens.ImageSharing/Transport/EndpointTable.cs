namespace Ens.ImageSharing.Transport;

/// <summary>Where ENS 2017-11-10 is served, by region; from the endpoint page of the product in Alibaba Cloud's help.</summary>
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

    /// <summary>The endpoint of a region; without a region, the mainland's.</summary>
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

        string known = string.Join(", ", Rows.Where(row => !vpc || row.Vpc is not null).Select(row => row.Region));
        string what = vpc ? "region with a VPC endpoint" : "region";
        string given = regionId is null ? "none" : $"'{regionId}'";
        throw new ArgumentException($"{nameof(EnsClientOptions.RegionId)} must be a known {what}: {known}; {given} was given. For another one set {nameof(EnsClientOptions.Endpoint)}.", nameof(regionId));
    }
}
