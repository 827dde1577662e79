using Deque.AxeCore.Playwright;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Tests.Reports;
using Microsoft.Playwright;

namespace Ens.ImageSharing.PageTests;

/// <summary>How the page looks, to everybody and on every screen.</summary>
public class AppearanceTests(Browser browser)
{
    public static TheoryData<int, ColorScheme> Screens => new()
    {
        { 1280, ColorScheme.Light }, { 1280, ColorScheme.Dark }, { 390, ColorScheme.Light }, { 390, ColorScheme.Dark },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Axe_finds_nothing(int width, ColorScheme scheme)
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Small, width, scheme);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(item => { item.open = true; })");

        Assert.Empty(await ViolationsAsync(page));
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Axe_finds_nothing_in_a_clean_report(int width, ColorScheme scheme)
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Clean, width, scheme);

        Assert.Empty(await ViolationsAsync(page));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(800)]
    public async Task The_page_is_never_wider_than_the_screen(int width)
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Small, width);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(item => { item.open = true; })");

        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task A_long_word_does_not_widen_the_page()
    {
        string word = new('w', 300);
        string account = new('7', 300);
        ReportedFinding finding = HtmlWorld.Unexpected(1) with { Account = account, Name = word, Reason = word, Owner = word };
        ReportedImage image = HtmlWorld.Image(word, word, ImageVerdict.Differs, SnapshotProof.OneAnswer, finding);
        IPage page = await browser.OpenAsync(HtmlWorld.Of(image), 390);

        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Account_ids_and_verdicts_are_not_broken(int width)
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Small, width);

        const string Lines = "Math.max(...[...document.querySelectorAll('th code, td b')].map(item => item.getClientRects().length))";
        Assert.Equal(1, await page.EvaluateAsync<int>(Lines));
    }

    [Fact]
    public async Task It_loads_nothing_and_its_policy_refuses_nothing_of_its_own()
    {
        List<string> requests = [];
        List<string> messages = [];
        IPage page = await browser.OpenAsync(HtmlWorld.Small, watch: page =>
        {
            page.Request += (_, request) => requests.Add(request.Url);
            page.Console += (_, message) => messages.Add(message.Text);
            page.PageError += (_, error) => messages.Add(error);
        });
        await page.Locator("search").WaitForAsync();

        Assert.Single(requests);
        Assert.Empty(messages);
    }

    private static async Task<IEnumerable<string>> ViolationsAsync(IPage page) =>
        (await page.RunAxe()).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"));
}
