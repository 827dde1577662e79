using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class ReportedImageTests
{
    private static readonly DateOnly Expiry = new(2027, 1, 1);

    private static readonly ShareAllowance Entry = new("2") { Name = "Two", Reason = "CI", Owner = "me", Expiry = Expiry };

    private static readonly ImageAudit Audit = new()
    {
        ImageId = "m-1",
        Snapshot = new ImageShareSnapshot
        {
            ImageId = "m-1",
            Accounts = [new SharedAccount("1"), new SharedAccount("2"), new SharedAccount("3"), new SharedAccount("4")],
            Proof = SnapshotProof.EqualPasses,
            RequestIds = ["R-1", "R-2"],
        },
        Findings =
        [
            Finding(ShareVerdict.Allowed, "1"),
            Finding(ShareVerdict.Expired, "2") with { Allowance = Entry },
            Finding(ShareVerdict.Unexpected, "4"),
            Finding(ShareVerdict.Unexpected, "3"),
            Finding(ShareVerdict.Missing, "5"),
        ],
    };

    [Fact]
    public void Findings_are_worst_first_and_then_by_account()
    {
        ReportedImage image = ReportedImage.Of(Audit, null, _ => null);

        Assert.Equal(["3", "4", "2", "5", "1"], image.Findings.Select(finding => finding.Account));
        Assert.Equal((ImageVerdict.Differs, 4, SnapshotProof.EqualPasses, null), (image.Verdict, image.Total, image.Proof, image.Error));
    }

    [Fact]
    public void A_finding_has_what_its_entry_says_and_where()
    {
        ReportedFinding finding = ReportedImage.Of(Audit, null, entry => entry == Entry ? 7 : null).Findings[2];

        Assert.Equal(("Two", "CI", "me", Expiry, 7), (finding.Name, finding.Reason, finding.Owner, finding.Expiry, finding.Line));
    }

    [Fact]
    public void What_is_known_of_an_image_is_reported()
    {
        EnsImage image = new("m-1") { ImageName = "base", Status = "Available" };

        Assert.Equal(("base", "Available"), Facts(ReportedImage.Of(Audit, image, _ => null)));
        Assert.Equal(("base", "Available"), Facts(ReportedImage.Of(Audit with { Image = image }, null, _ => null)));
        Assert.Equal(("base", "Available"), Facts(ReportedImage.NotReached("m-1", image)));
    }

    [Fact]
    public void An_image_that_could_not_be_read_has_an_error_and_no_findings()
    {
        ImageAudit failed = new()
        {
            ImageId = "m-1",
            Failure = new EnsException("It is busy (HTTP 503, request ID R-9)") { RequestId = "R-9" },
            Findings = [new ShareFinding { Verdict = ShareVerdict.Unread }],
        };

        ReportedImage image = ReportedImage.Of(failed, null, _ => null);

        Assert.Equal((ImageVerdict.Unread, "It is busy (HTTP 503)", null, null), (image.Verdict, image.Error, image.Total, image.Proof));
        Assert.Empty(image.Findings);
        Assert.Equal(["R-9"], AuditRun.RequestsOf(failed));
    }

    [Fact]
    public void An_image_that_was_not_reached_is_unread()
    {
        ReportedImage image = ReportedImage.NotReached("m-1", null);

        Assert.Equal((ImageVerdict.Unread, "not reached"), (image.Verdict, image.Error));
    }

    [Fact]
    public void The_request_IDs_of_a_snapshot_are_kept() => Assert.Equal(["R-1", "R-2"], AuditRun.RequestsOf(Audit));

    [Fact]
    public void The_name_of_an_account_is_the_first_in_the_allow_list_whatever_image_it_is_for()
    {
        AllowList allowList = new(
            [new("1") { Image = "m-9" }, new("1") { Image = "m-8", Name = "First" }, new("1") { Name = "Second" }, new("2")]);
        AuditReport report = SampleReport.Of(
            SampleReport.Image("m-1", SampleReport.Allowed with { Account = "1", Name = "Second" }),
            SampleReport.Image("m-2", SampleReport.Unexpected with { Account = "2" })) with
        { AccountNames = ReportedAccount.NamesOf(allowList) };

        Assert.Equal([("1", "First"), ("2", null)], report.Accounts.Select(account => (account.Account, account.Name)));
    }

    private static (string? Name, string? Status) Facts(ReportedImage image) => (image.ImageName, image.Status);

    private static ShareFinding Finding(ShareVerdict verdict, string account) => new() { Verdict = verdict, AliyunUid = account };
}
