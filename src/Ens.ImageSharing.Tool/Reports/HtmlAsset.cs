using System.Security.Cryptography;
using System.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The style or the script of the page, with its hash for the content security policy.</summary>
internal sealed class HtmlAsset
{
    public static readonly HtmlAsset Style = new("HtmlReport.css", "HtmlReport.screens.css");
    public static readonly HtmlAsset Script = new("HtmlReport.js");

    private HtmlAsset(params string[] resources)
    {
        // A browser hashes the text after it made all line ends \n.
        Content = string.Concat(resources.Select(Read)).ReplaceLineEndings("\n");
        Hash = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Content)));
    }

    public string Content { get; }

    /// <summary>The hash by which the policy allows the content.</summary>
    public string Hash { get; }

    private static string Read(string resource)
    {
        using Stream stream = typeof(HtmlAsset).Assembly.GetManifestResourceStream(resource)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
