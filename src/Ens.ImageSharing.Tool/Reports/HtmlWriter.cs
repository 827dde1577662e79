using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>Writes markup. Of an interpolated text, the literal parts are the markup and the holes are text, which is masked and
/// encoded: no value reaches the page as markup.</summary>
internal sealed class HtmlWriter(TextWriter writer, AccountText accounts)
{
    private readonly AccountText _accounts = accounts;

    public bool IsMasked => _accounts.IsMasked;

    public void Write([InterpolatedStringHandlerArgument("")] Markup markup) => writer.Write(markup.Text);

    public void WriteLine([InterpolatedStringHandlerArgument("")] Markup markup) => writer.Write(markup.Text.Append('\n'));

    /// <summary>Writes the content as it is, so that its hash is the one in the policy.</summary>
    public void Write(HtmlAsset asset) => writer.Write(asset.Content);

    [InterpolatedStringHandler]
    internal readonly ref struct Markup(int literalLength, int formattedCount, HtmlWriter page)
    {
        public StringBuilder Text { get; } = new(literalLength + (16 * formattedCount));

        public void AppendLiteral(string markup) => Text.Append(markup);

        /// <summary>Text from elsewhere, in which account IDs may occur.</summary>
        public void AppendFormatted(string? text) => Append(page._accounts.In(text ?? ""));

        public void AppendFormatted(ShownAccount account) => Append(page._accounts.Of(account.Id));

        public void AppendFormatted(ShownId id) => Append(id.Value);

        public void AppendFormatted(TextOfImage text) => Append(page._accounts.In(text.Text ?? "", text.ImageId));

        public void AppendFormatted(int number) => Text.Append(HtmlList.Number(number));

        public void AppendFormatted(DateOnly day) => Text.Append(ReportTime.Format(day));

        /// <summary>A moment, in UTC.</summary>
        public void AppendFormatted(DateTimeOffset moment) =>
            Text.Append(moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));

        private void Append(string text) => Text.Append(WebUtility.HtmlEncode(VisibleText.Escape(text)));
    }
}

/// <summary>An account ID, which <see cref="HtmlWriter"/> masks as a whole.</summary>
internal readonly record struct ShownAccount(string Id);

/// <summary>An ID that is no account's, which <see cref="HtmlWriter"/> never masks.</summary>
internal readonly record struct ShownId(string Value);

/// <summary>Text about an image, in which <see cref="HtmlWriter"/> masks accounts but not the ID of the image.</summary>
internal readonly record struct TextOfImage(string? Text, string ImageId);
