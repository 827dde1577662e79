using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Text;
using Ens.ImageSharing.Tool.Tests.Reports;

namespace Ens.ImageSharing.PageTests;

public class Pages
{
    [Fact]
    public void Write()
    {
        W("small", HtmlWorld.Small, false); W("complete", HtmlWorld.Complete, false); W("masked", HtmlWorld.Small, true); W("large", HtmlWorld.Large(500, 200), false);
        W("clean", HtmlWorld.Of([.. HtmlWorld.Small.Images.Where(i => i.Verdict == ImageVerdict.Clean)]), false);
    }
    private static void W(string n, AuditReport r, bool m) { using StreamWriter w = new("/tmp/html/" + n + ".html"); HtmlReport.Write(w, r, new AccountText(m)); }
}
