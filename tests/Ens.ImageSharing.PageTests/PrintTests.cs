using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Tests.Reports;
using Microsoft.Playwright;

namespace Ens.ImageSharing.PageTests;

/// <summary>The page on paper.</summary>
public class PrintTests(Browser browser)
{
    /// <summary>The width between the margins of A4, in pixels of the style.</summary>
    private const int Paper = 702;

    [Fact]
    public async Task Everything_is_printed_closed_or_not()
    {
        IPage page = await PaperAsync(HtmlWorld.Large(3, 200));

        Assert.Empty(await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('main code, main th, main td, main li, main p, main dd')]
              .filter(item => !item.checkVisibility() || item.getBoundingClientRect().height === 0).map(item => item.outerHTML)
            """));
    }

    [Fact]
    public async Task A_filter_on_the_screen_does_not_shorten_the_print()
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Small);
        await page.GetByLabel("Show").SelectOptionAsync("expired");
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        const string Printed = "[...document.querySelectorAll('.image h3')].filter(item => item.checkVisibility()).length";
        Assert.Equal(HtmlWorld.Small.Images.Count, await page.EvaluateAsync<int>(Printed));
    }

    [Fact]
    public async Task Nothing_is_cut_at_the_edge_of_the_paper()
    {
        IPage page = await PaperAsync(HtmlWorld.Small);

        Assert.Empty(await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('body *:not(caption)')].filter(item => item.checkVisibility()
              && (item.getBoundingClientRect().right > innerWidth || item.scrollWidth > item.clientWidth && item.clientWidth > 0))
              .map(item => item.outerHTML)
            """));
    }

    [Fact]
    public async Task Columns_are_headed_on_every_sheet()
    {
        IPage page = await PaperAsync(HtmlWorld.Small);

        Assert.Equal("table-header-group", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('thead')).display"));
    }

    [Fact]
    public async Task Paper_is_white_even_if_the_screen_is_dark()
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Small, scheme: ColorScheme.Dark);
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    private async Task<IPage> PaperAsync(AuditReport report)
    {
        IPage page = await browser.OpenAsync(report, Paper);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        return page;
    }
}
