using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Ens.ImageSharing.Tool.Text;

/// <summary>Text in JSON: letters of all languages as they are; what would act on a terminal, a page or the reading direction
/// escaped.</summary>
internal static class VisibleJsonEncoder
{
    public static JavaScriptEncoder Instance { get; } = Create();

    private static JavaScriptEncoder Create()
    {
        TextEncoderSettings settings = new(UnicodeRanges.All);
        for (int character = 0; character <= char.MaxValue; character++)
        {
            if (char.GetUnicodeCategory((char)character) == UnicodeCategory.Format)
            {
                settings.ForbidCharacter((char)character);
            }
        }

        return JavaScriptEncoder.Create(settings);
    }
}
