#pragma warning disable
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Reports;
namespace Ens.ImageSharing.Tool.Inputs;
internal sealed class AllowListFile { public string Path => ""; public AllowList AllowList => null!; public int? LineOf(ShareAllowance a) => null; public AllowListSource Source => null!; public static AllowListFile Read(string p) => new(); }
