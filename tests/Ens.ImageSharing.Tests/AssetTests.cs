using System.Reflection;
using System.Runtime.Versioning;

namespace Ens.ImageSharing.Tests;

public class AssetTests
{
#if NETSTANDARD_ASSET
    private const string Expected = ".NETStandard,Version=v2.0";
#else
    private const string Expected = ".NETCoreApp,Version=v10.0";
#endif

    [Theory]
    [InlineData(typeof(EnsClient))]
    [InlineData(typeof(EnsEmulator))]
    public void The_suite_runs_against_the_asset_it_says(Type type) =>
        Assert.Equal(Expected, type.Assembly.GetCustomAttribute<TargetFrameworkAttribute>()?.FrameworkName);
}
