using Ens.ImageSharing.Tool.Tests.Reports;
using Microsoft.Playwright;

namespace Ens.ImageSharing.PageTests;

/// <summary>What a reader does with the page.</summary>
public class UseTests(Browser browser)
{
    [Fact]
    public async Task Finding_an_account_leaves_it_and_its_images()
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Small);

        await page.GetByLabel("Find").FillAsync("1515285520000003");

        await Assertions.Expect(page.Locator("output")).ToHaveTextAsync("1 of 8 accounts, 1 of 6 images");
        Assert.Equal(["m-demo-expired"], await VisibleAsync(page, ".image h3"));
        Assert.Equal(["1515285520000003"], await VisibleAsync(page, ".findings code"));
    }

    [Fact]
    public async Task Finding_an_account_opens_the_closed_images_that_have_it()
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Small);

        await page.GetByLabel("Find").FillAsync("trial customer");
        await Assertions.Expect(page.Locator("output")).ToHaveTextAsync("1 of 8 accounts, 1 of 6 images");

        Assert.Equal(["1515285520000004"], await VisibleAsync(page, ".findings code"));
    }

    [Fact]
    public async Task Clearing_what_was_looked_for_brings_everything_back()
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Small);
        IReadOnlyList<string> before = await VisibleAsync(page, "code, h3");

        await page.GetByLabel("Find").FillAsync("trial customer");
        await Assertions.Expect(page.Locator("output")).Not.ToBeEmptyAsync();
        await page.GetByLabel("Find").FillAsync("");
        await Assertions.Expect(page.Locator("output")).ToBeEmptyAsync();

        Assert.Equal(before, await VisibleAsync(page, "code, h3"));
    }

    [Theory]
    [InlineData("unread", "m-demo-unread")]
    [InlineData("expired", "m-demo-expired")]
    [InlineData("expiring soon", "m-demo-expiring")]
    [InlineData("missing", "m-demo-missing")]
    [InlineData("unexpected", "m-demo-unexpected")]
    public async Task A_verdict_leaves_the_images_that_have_it(string verdict, string image)
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Small);

        await page.GetByLabel("Show").SelectOptionAsync(new SelectOptionValue { Label = verdict });

        Assert.Equal([image], await VisibleAsync(page, ".image h3"));
    }

    [Fact]
    public async Task The_link_to_a_closed_image_opens_it()
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Small);

        await page.Locator(".accounts").GetByRole(AriaRole.Link, new() { Name = "m-demo-clean" }).First.ClickAsync();

        await Assertions.Expect(page.Locator(".image[open] h3", new() { HasText = "m-demo-clean" })).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Without_a_script_everything_can_be_read()
    {
        IPage page = await browser.OpenAsync(HtmlWorld.Small, script: false);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("search")).ToBeHiddenAsync();

        ILocator clean = page.Locator(".image", new() { HasText = "m-demo-clean" });
        await Assertions.Expect(clean.Locator(".findings")).ToBeHiddenAsync();
        await clean.Locator("h3").ClickAsync();
        await Assertions.Expect(clean.Locator(".findings")).ToBeVisibleAsync();
    }

    private static async Task<IReadOnlyList<string>> VisibleAsync(IPage page, string selector) =>
        await page.EvaluateAsync<string[]>("""
            selector => [...document.querySelectorAll(selector)].filter(item => item.checkVisibility()).map(item => item.textContent)
            """, selector);
}
