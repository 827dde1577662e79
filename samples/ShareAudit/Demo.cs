using System.Globalization;
using Ens.ImageSharing;
using Ens.ImageSharing.Testing;

namespace ShareAudit;

/// <summary>A small world with one image of each kind, to look at the reports without an account.</summary>
internal static class Demo
{
    public static (IReadOnlyList<AuditedImage> Images, IReadOnlyList<Allowance> Allowed, Func<string?, EnsClient> ClientOf) Prepare(CommandLine command)
    {
        EnsEmulator emulator = new();
        emulator.Share("m-demo-as-allowed", Account(1), Account(2));
        emulator.Share("m-demo-expired", Account(1), Account(2), Account(3));
        emulator.Share("m-demo-missing", Account(1));
        emulator.Share("m-demo-unexpected", [Account(1), Account(2), .. Enumerable.Range(10, 4).Select(Account)]);
        emulator.AddAccessKey("refused", "secret", allowed: false);
        Allowance[] allowed =
        [
            new(Account(1), "Build farm", "Starts test instances", null, null),
            new(Account(2), "Partner <North>", "Contract 4711", command.Today.AddMonths(6), null),
            new(Account(3), "Migration", "Move to the new account", command.Today.AddDays(-1), null),
        ];
        AuditedImage[] images = [.. new[] { "m-demo-as-allowed", "m-demo-expired", "m-demo-missing", "m-demo-unexpected" }.Select(id => new AuditedImage(id, null, [])), new("m-demo-unread", "refused", [])];
        return (images, allowed, profile => new EnsClient(profile is null ? emulator.Credentials : EnsCredentials.FromAccessKey("refused", "secret"), emulator.Options, emulator));
    }

    private static string Account(int number) => (1515285520000000L + number).ToString(CultureInfo.InvariantCulture);
}
