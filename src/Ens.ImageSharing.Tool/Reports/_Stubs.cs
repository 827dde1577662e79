#pragma warning disable
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Text;
namespace Ens.ImageSharing.Tool.Reports;
internal static class JsonReport { public static void Write(Stream s, AuditReport r) { } public static void Write(Stream s, AuditReport r, AccountText a) { } public static AuditReport Read(string p) => null!; }
internal static class CsvReport { public static string[] Columns => []; public static IEnumerable<string?[]> Rows(AuditReport r, AccountText a) => []; public static void Write(TextWriter s, AuditReport r, AccountText a, bool e) { } }
internal static class SarifReport { public static void Write(Stream s, AuditReport r, AccountText a) { } }
internal static class JUnitReport { public static void Write(Stream s, AuditReport r, AccountText a) { } }
internal static class HtmlReport { public static void Write(TextWriter s, AuditReport r, AccountText a) { } }
internal static class ReportMerger { public static AuditReport Merge(IReadOnlyList<(string, AuditReport)> p) => p[0].Item2; }
internal static class StubExtensions
{
    extension(ReportedImage)
    {
        public static ReportedImage Of(ImageAudit a, EnsImage? i, Func<ShareAllowance, int?> l) => new() { ImageId = a.ImageId, Verdict = a.IsRead ? a.IsClean ? ImageVerdict.Clean : ImageVerdict.Differs : ImageVerdict.Unread, Findings = [.. a.Findings.Where(f => f.AliyunUid.Length > 0).Select(f => new ReportedFinding { Verdict = f.Verdict, Account = f.AliyunUid, Name = f.Allowance?.Name })] };
        public static ReportedImage NotReached(string id, EnsImage? i) => new() { ImageId = id, Verdict = ImageVerdict.Unread, Error = "not reached", Findings = [] };
    }
    extension(Shard s)
    {
        public bool Contains(string id) => true;
        public static Shard? Parse(string id) => null;
        public static Shard? OfJob(string id, string x) => null;
    }
    extension(AuditReport r)
    {
        public string Sentence => "x";
        public int ExitCode => 1;
        public AuditReport WithBaseline(AuditReport b) => r;
    }
}
