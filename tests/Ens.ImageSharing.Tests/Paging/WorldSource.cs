using System.Globalization;

namespace Ens.ImageSharing.Tests.Paging;

/// <summary>
/// Draws worlds. Left out is what no single walk can see, because every figure that it gets is right or plausible:
/// <list type="bullet">
/// <item>accounts removed and others added between two pages, so that the total stays or grows (a world removes or adds, never both);</item>
/// <item>accounts removed, pages cut short or pages left out, where no total was announced before;</item>
/// <item>a list that grows without announcing a total again;</item>
/// <item>a total that is wrong and equals what has come at the end of a page;</item>
/// <item>a walk that starts in the middle where the announced size, the total and the first page fit together by chance although another size is used,
/// and the next page is wrongly empty;</item>
/// <item>an earlier page in place of a later one that the walk itself never read;</item>
/// <item>a first page without accounts where a filter may be applied.</item>
/// </list>
/// </summary>
internal static class WorldSource
{
    private const int Pages = 12;

    private static readonly string[] Ids = [.. Enumerable.Range(0, 400).Select(id => id.ToString(CultureInfo.InvariantCulture))];

    public static World Create(int seed)
    {
        Random random = new(seed);
        while (true)
        {
            World world = Draw(seed, random);
            if (CanBeSeen(world))
            {
                return world;
            }
        }
    }

    private static World Draw(int seed, Random random)
    {
        int used = random.Next(1, 9);
        int first = random.Next(3) == 0 ? random.Next(1, 5) : 1;
        Disturbance disturbance = (Disturbance)random.Next(Enum.GetValues<Disturbance>().Length);
        int disturbed = first + random.Next(disturbance is Disturbance.WrongTotal or Disturbance.WrongPageNumber or Disturbance.WrongImage ? 0 : 1, 7);
        return new World
        {
            Seed = seed,
            FirstPage = first,
            RequestedSize = random.Next(2) == 0 ? used : random.Next(1, 20),
            UsedSize = used,
            AnnouncedSize = random.Next(2) == 0 ? used : random.Next(1, 20),
            Totals = (Totals)random.Next(3),
            Disturbance = disturbance,
            DisturbedPage = disturbed,
            Amount = disturbance switch
            {
                Disturbance.OtherPage => random.Next(1, Pages),
                Disturbance.WrongTotal or Disturbance.WrongPageNumber => random.Next(2) == 0 ? random.Next(1, 20) : -random.Next(1, 40),
                _ => random.Next(1, 10),
            },
            States = States(random, Ids[..random.Next(0, 60)], disturbance, disturbed - first),
        };
    }

    /// <summary>The list on each page: the same, or with accounts that go or come before some pages.</summary>
    private static List<string[]> States(Random random, string[] initial, Disturbance disturbance, int disturbed)
    {
        List<string[]> states = [initial];
        List<string> list = [.. initial];
        int next = initial.Length;
        for (int page = 1; page < Pages && disturbance is Disturbance.Removals or Disturbance.Additions; page++)
        {
            for (int i = page == disturbed || random.Next(4) == 0 ? random.Next(1, 4) * random.Next(1, 8) : 0; i > 0; i--)
            {
                if (disturbance == Disturbance.Additions)
                {
                    list.Insert(random.Next(2) == 0 ? 0 : random.Next(list.Count + 1), Ids[next++]);
                }
                else if (list.Count > 0)
                {
                    list.RemoveAt(random.Next(list.Count));
                }
            }

            states.Add([.. list]);
        }

        return states;
    }

    private static bool CanBeSeen(World world)
    {
        bool anyTotal = world.Announces(world.FirstPage);
        ImageSharePage first = world.Page(world.FirstPage);
        bool fitsByChance = world.FirstPage > 1 && world.AnnouncedSize != world.UsedSize
            && ((world.FirstPage - 1) * first.PageSize) + first.Accounts.Count == first.TotalCount
            && world.Page(world.FirstPage + 1).Accounts.Count == 0;
        return !fitsByChance && world.Disturbance switch
        {
            Disturbance.Removals or Disturbance.LargerPages or Disturbance.ShortPage or Disturbance.DuplicateAccount => anyTotal,
            Disturbance.Additions => world.Totals != Totals.OnSomePages,
            Disturbance.OtherPage => world.Amount >= world.FirstPage && (anyTotal || world.Amount < world.DisturbedPage),
            Disturbance.WrongTotal => world.Amount > 0 || (world.FirstPage == 1 && IsBetweenPages(world)),
            Disturbance.WrongPageNumber => world.DisturbedPage + world.Amount != world.DisturbedPage,
            _ => true,
        };
    }

    private static bool IsBetweenPages(World world)
    {
        int total = Math.Max(0, world.States[0].Length + world.Amount);
        return total == 0 || total % world.UsedSize != 0;
    }
}
