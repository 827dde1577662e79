using System.Globalization;
using Ens.ImageSharing.Paging;

namespace Ens.ImageSharing.Tests.Paging;

/// <summary>
/// Lists from services that cap, repeat, shorten, move and miscount at random: every account that stayed shared during the walk is delivered, or the
/// walk ends with an error. The seed in the message of a failure makes the same world again.
/// </summary>
public class WorldTests
{
#if MUTATED_ROOM
    private const int Worlds = 1_000;
#else
    private const int Worlds = 20_000;
#endif

    [Fact]
    public async Task A_list_has_every_account_that_stayed_shared_or_is_an_error() => await ForEachWorldAsync(async world =>
    {
        (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(world, inFlight: 1);

        if (failure is null)
        {
            IEnumerable<string[]> states = pages.Select(page => world.State(page.PageNumber));
            IEnumerable<string> stayed = states.Aggregate(
                world.State(world.FirstPage).Skip((world.FirstPage - 1) * world.UsedSize), (common, state) => common.Intersect(state));
            Assert.Empty(stayed.Except(pages.SelectMany(page => page.Accounts).Select(account => account.AliyunUid)));
        }
        else
        {
            Assert.IsType<EnsException>(failure);
            Assert.Equal(world.FirstPage + pages.Count, failure.Data["PageNumber"]);
        }
    });

    [Fact]
    public async Task A_service_that_keeps_to_its_figures_is_read_without_an_error() => await ForEachWorldAsync(async world =>
    {
        World honest = world with
        {
            Disturbance = Disturbance.None,
            States = [world.States[0]],
            AnnouncedSize = world.FirstPage == 1 ? world.AnnouncedSize : world.UsedSize,
            Totals = world.FirstPage == 1 ? world.Totals : Totals.OnEveryPage,
        };

        (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(honest, inFlight: 1);

        Assert.Null(failure);
        Assert.Equal(honest.States[0].Skip((honest.FirstPage - 1) * honest.UsedSize), Ids(pages));
    });

    [Fact]
    public async Task Pages_in_flight_change_neither_the_accounts_nor_the_error() => await ForEachWorldAsync(async world =>
    {
        (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(world, inFlight: 1);
        (List<ImageSharePage> ahead, Exception? failureAhead) = await WalkAsync(world, inFlight: 2 + (world.Seed % 15));

        Assert.Equal(Ids(pages), Ids(ahead));
        Assert.Equal((failure?.GetType(), failure?.Message), (failureAhead?.GetType(), failureAhead?.Message));
    });

    [Fact]
    public async Task One_account_is_shared_or_not_or_it_is_an_error() => await ForEachWorldAsync(async drawn =>
    {
        World world = drawn with { FirstPage = 1 };
        string account = (world.Seed % 70).ToString(CultureInfo.InvariantCulture);
        Filter filter = (Filter)(world.Seed % 3);
        if (!HidesNothingOnTheFirstPage(drawn, filter))
        {
            return;
        }

        PageWalk<ImageSharePage> walk = ModelServer.Walk(
            (pageNumber, _) => Task.FromResult(world.Page(pageNumber, account, filter)), 1, 1 + (world.Seed % 3), world.RequestedSize, account);
        bool? answer = null;
        Exception? failure = await Record.ExceptionAsync(async () => answer = await Items.AnyAsync(Items.OfAsync(
            walk.ReadAsync(default), static page => page.Accounts, static item => item.AliyunUid, account, CancellationToken.None)));

        Assert.True(failure is null or EnsException, failure?.ToString());
        Assert.False(answer == true && !world.States.Any(state => state.Contains(account)), "never shared");
        Assert.False(answer == false && world.States.All(state => state.Contains(account)), "always shared");
    });

    [Fact]
    public async Task The_worlds_are_neither_all_good_nor_all_bad()
    {
        Dictionary<Disturbance, (int Whole, int Failed)> seen = [];
        await ForEachWorldAsync(async world =>
        {
            (_, Exception? failure) = await WalkAsync(world, inFlight: 1);
            (int whole, int failed) = seen.GetValueOrDefault(world.Disturbance);
            seen[world.Disturbance] = failure is null ? (whole + 1, failed) : (whole, failed + 1);
        });

        Assert.All(Enum.GetValues<Disturbance>(), disturbance => Assert.InRange(seen[disturbance].Whole, Worlds / 200, Worlds));
        Assert.All(Enum.GetValues<Disturbance>()[1..], disturbance => Assert.InRange(seen[disturbance].Failed, Worlds / 200, Worlds));
    }

    /// <summary>What a walk with a filter cannot see either: see <see cref="WorldSource"/>.</summary>
    private static bool HidesNothingOnTheFirstPage(World world, Filter filter) =>
        world.FirstPage == 1 || (filter != Filter.Ignored && world.Disturbance is Disturbance.WrongImage or Disturbance.WrongPageNumber);

    private static async Task ForEachWorldAsync(Func<World, Task> check)
    {
        int firstSeed = Environment.GetEnvironmentVariable("ENS_WORLD_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next(int.MaxValue - Worlds);
        for (int seed = firstSeed; seed < firstSeed + Worlds; seed++)
        {
            World world = WorldSource.Create(seed);
            if (await Record.ExceptionAsync(() => check(world)) is { } exception)
            {
                Assert.Fail($"ENS_WORLD_SEED={seed}: {world}\nList: {string.Join(" | ", world.States.Select(state => string.Join(",", state)))}\n{exception}");
            }
        }
    }

    private static Task<(List<ImageSharePage> Pages, Exception? Failure)> WalkAsync(World world, int inFlight) => ModelServer.ReadAllAsync(
        ModelServer.Walk((pageNumber, _) => Task.FromResult(world.Page(pageNumber)), world.FirstPage, inFlight, world.RequestedSize));

    private static IEnumerable<string> Ids(List<ImageSharePage> pages) => pages.SelectMany(page => page.Accounts).Select(account => account.AliyunUid);
}
