#pragma warning disable
using Ens.ImageSharing.Tool.Text;
namespace Ens.ImageSharing.Tool.Reports;
internal static class SarifReport { public static void Write(Stream s, AuditReport r, AccountText a) { } }
internal static class HtmlReport { public static void Write(TextWriter s, AuditReport r, AccountText a) { } }
