using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

/// <summary>Text from elsewhere on the page.</summary>
public partial class HtmlTextTests
{
    private static readonly string[] Attacks =
    [
        "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "</style>", "-->", "\" onclick=\"alert(1)", "' x='", "&lt;",
        "\u001b[31m", "\u202e", "\u2028", "\0",
    ];

    private static readonly Gen<string> Attack = Gen.Int[0, Attacks.Length - 1].Select(index => Attacks[index]);

    private static readonly Gen<string> Hostile =
        Gen.Select(Attack, Gen.String[0, 12], Attack, (first, text, last) => first + text + last);

    [Fact]
    public void No_text_changes_the_markup()
    {
        string[] expected = Tags(World("text"));

        Hostile.Sample(text => Assert.Equal(expected, Tags(World(text))));
    }

    [Fact]
    public void No_text_brings_a_control_or_direction_character_onto_the_page() =>
        Hostile.Sample(text => Assert.DoesNotContain(HtmlWorld.Write(World(text)), IsInvisible));

    [Fact]
    public void Text_is_still_readable_after_it_is_made_harmless()
    {
        string page = HtmlWorld.Write(World("<b>\u202e\u001b\"北京"));

        Assert.Contains("<h3>&lt;b&gt;\\u202e\\u001b&quot;北京</h3>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_masked_page_has_no_account_in_full()
    {
        AuditReport report = World("of 1515285520000042, see 1515285520000043");
        AuditReport named = report with { Images = [.. report.Images.Select((image, i) => image with { ImageId = $"m-{i}" })] };

        string page = HtmlWorld.Write(named, isMasked: true);

        Assert.Contains("****0042", page, StringComparison.Ordinal);
        Assert.Contains("****0001", page, StringComparison.Ordinal);
        Assert.DoesNotContain("15152855", page, StringComparison.Ordinal);
        Assert.Contains("only the last four digits", page, StringComparison.Ordinal);
    }

    /// <summary>A report with the text in all places that come from elsewhere.</summary>
    private static AuditReport World(string text)
    {
        ReportedFinding finding = HtmlWorld.Expired(1) with { Name = text, Reason = text, Owner = text };
        AuditReport report = HtmlWorld.Of(
            HtmlWorld.Image(text, text, ImageVerdict.Differs, SnapshotProof.OneAnswer, finding) with { Status = text },
            HtmlWorld.Unread(text) with { ImageId = text, ImageName = text, Status = text });
        return report with
        {
            Run = HtmlWorld.Run with
            {
                Tool = text,
                Endpoint = text,
                AccessKeyId = text,
                AllowList = new(text, "abcdef01", 1),
                Requests = new Dictionary<string, IReadOnlyList<string>> { [text] = [text] },
            },
        };
    }

    private static string[] Tags(AuditReport report) => [.. Tag().Matches(HtmlWorld.Write(report)).Select(match => match.Value)];

    private static bool IsInvisible(char character) => character != '\n'
        && char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
