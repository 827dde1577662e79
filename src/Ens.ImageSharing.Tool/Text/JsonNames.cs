using System.Text.Json;

namespace Ens.ImageSharing.Tool.Text;

/// <summary>The names of enumerations as documents write them.</summary>
internal static class JsonNames
{
    /// <summary>The name of a value in camel case.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
