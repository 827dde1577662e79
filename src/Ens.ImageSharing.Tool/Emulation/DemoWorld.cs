using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Testing;
using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Emulation;

/// <summary>A small world with an image of each kind, so that the first look needs no account.</summary>
internal sealed class DemoWorld
{
    private static readonly string BuildFarm = Account(101);
    private static readonly string Partner = Account(202);
    private static readonly string Migration = Account(303);
    private static readonly string Pilot = Account(404);

    public DemoWorld(DateOnly today)
    {
        AllowList = new AllowList(
        [
            new ShareAllowance(BuildFarm) { Name = "Build farm", Reason = "Starts test instances", Owner = "platform@example.com" },
            new ShareAllowance(Partner)
            {
                Image = "m-demo-base-*",
                Name = "Partner <North>",
                Reason = "Contract 4711",
                Owner = "sales@example.com",
                Expiry = today.AddMonths(6),
            },
            new ShareAllowance(Migration)
            {
                Image = "m-demo-database",
                Name = "Migration",
                Reason = "Move to the new account",
                Owner = "dba@example.com",
                Expiry = today.AddDays(-1),
            },
            new ShareAllowance(Pilot)
            {
                Image = "m-demo-edge-cache",
                Name = "Pilot customer",
                Reason = "Trial",
                Owner = "sales@example.com",
                Expiry = today.AddDays(9),
            },
        ]);
        Add("m-demo-base-linux", "Base image, Linux", BuildFarm, Partner);
        Add("m-demo-base-windows", "Base image, Windows", BuildFarm);
        Add("m-demo-database", "Database node", BuildFarm, Migration);
        Add("m-demo-edge-cache", "Edge cache", BuildFarm, Pilot);
        Add("m-demo-gpu", "GPU inference", [BuildFarm, .. Enumerable.Range(0, 4).Select(number => Account(9001 + (number * 1717)))]);
    }

    public EnsEmulator Emulator { get; } = new();

    public AllowList AllowList { get; }

    /// <summary>The allow-list as if it were a file.</summary>
    public AllowListSource Source
    {
        get
        {
            IEnumerable<string> lines = AllowList.Allowances.Select(entry => $"{entry.AliyunUid},{entry.Image},{entry.Expiry:yyyy-MM-dd}");
            string text = string.Join('\n', lines);
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            return new AllowListSource("(built into ens-share demo)", hash, AllowList.Allowances.Count);
        }
    }

    private static string Account(int number) => (1515285520000000L + number).ToString(CultureInfo.InvariantCulture);

    private void Add(string imageId, string name, params string[] accounts)
    {
        Emulator.AddImage(new EnsImage(imageId)
        {
            ImageName = name,
            OwnerAlias = "self",
            Status = "Available",
            Platform = "linux",
            Architecture = "x86_64",
        });
        Emulator.Share(imageId, accounts);
    }
}
