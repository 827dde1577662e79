using Ens.ImageSharing.PageTests;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Tests.Reports;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Ens.ImageSharing.PageTests;

/// <summary>The browser that all tests share.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ens-pages").FullName;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        string path = Environment.GetEnvironmentVariable("ENS_PAGE_BROWSER") is { Length: > 0 } set ? set
            : throw new InvalidOperationException("ENS_PAGE_BROWSER does not name a browser. Run .ci/pages.");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Opens the page of a report.</summary>
    internal async Task<IPage> OpenAsync(
        AuditReport report, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool script = true, Action<IPage>? watch = null)
    {
        string file = Path.Combine(_folder, $"{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, HtmlWorld.Write(report));

        IBrowserContext context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            JavaScriptEnabled = script,
        });
        IPage page = await context.NewPageAsync();
        watch?.Invoke(page);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return page;
    }
}
