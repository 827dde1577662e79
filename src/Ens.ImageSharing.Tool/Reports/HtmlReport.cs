#pragma warning disable
using Ens.ImageSharing.Tool.Text;
namespace Ens.ImageSharing.Tool.Reports;
internal static class HtmlReport { public static void Write(TextWriter s, AuditReport r, AccountText a) { s.Write(r.Images[0].ImageId); } }
