using System.Globalization;

namespace Ens.ImageSharing.Tests;

/// <summary>What most tests begin with.</summary>
internal static class Emulated
{
    public const string Image = "m-5s7qotzavwbrnzaqh4unm0001";

    public static EnsEmulator With(int accounts)
    {
        EnsEmulator emulator = new();
        emulator.Share(Image, Accounts(accounts));
        return emulator;
    }

    public static string[] Accounts(int count) => [.. Enumerable.Range(0, count).Select(number => (1515285520000000L + number).ToString(CultureInfo.InvariantCulture))];

    public static EnsClient Client(this EnsEmulator emulator) => new(emulator.Credentials, emulator.Options, emulator);

    public static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items, CancellationToken cancellationToken)
    {
        List<T> list = [];
        await foreach (T item in items.WithCancellation(cancellationToken))
        {
            list.Add(item);
        }

        return list;
    }
}
