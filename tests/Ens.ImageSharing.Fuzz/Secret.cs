using System.Reflection;
using System.Text;

namespace Ens.ImageSharing.Fuzz;

/// <summary>A key that is planted in the input, and the search for it in what a reader says.</summary>
internal static class Secret
{
    private const string KeySecret = "CanarySecret/+9f=";
    private const string Token = "CanaryToken+/4d==";

    private static readonly string[] Forms = [.. EncodedForms.Of(KeySecret), .. EncodedForms.Of(Token)];

    public static EnsAccessKey Key { get; } = new("LTAI5tCanary", KeySecret, Token);

    /// <summary>The members of a key around the bytes.</summary>
    public static byte[] InKey(byte[] bytes) => Join(
        $$"""{"AccessKeyId":"LTAI5tCanary","AccessKeySecret":"{{KeySecret}}",{{'\n'}}""",
        bytes,
        $$"""{{'\n'}},"AccessKeySecret":"{{KeySecret}}","SecurityToken":"{{Token}}"}""");

    /// <summary>The members of an STS answer around the bytes.</summary>
    public static byte[] InStsAnswer(byte[] bytes) => Join("""{"RequestId":"R","Credentials":""", InKey(bytes), "}");

    /// <summary>The members of a profile around the bytes.</summary>
    public static byte[] InProfile(byte[] bytes) => Join(
        $$"""{"profiles":[{"name":"default","access_key_id":"LTAI5tCanary","access_key_secret":"{{KeySecret}}",{{'\n'}}""",
        bytes,
        $$"""{{'\n'}},"access_key_secret":"{{KeySecret}}","sts_token":"{{Token}}"}]}""");

    /// <summary>The lines of a section around the bytes.</summary>
    public static byte[] InSection(byte[] bytes) => Join(
        $"[default]\naccess_key_id = LTAI5tCanary\naccess_key_secret = {KeySecret}\n",
        bytes,
        $"\naccess_key_secret = {KeySecret}\nsecurity_token = {Token}\n");

    /// <summary>Looks through all texts of an exception, those of its details and causes included.</summary>
    public static void ThrowIfShown(Exception exception)
    {
        foreach (string text in TextsOf(exception))
        {
            if (Array.Find(Forms, form => text.Contains(form, StringComparison.Ordinal)) is { } shown)
            {
                throw new FindingException($"The secret shows as {shown} in: {text}");
            }
        }
    }

    private static IEnumerable<string> TextsOf(Exception exception)
    {
        yield return exception.ToString();
        object? detail = (exception as EnsNoPermissionException)?.AccessDeniedDetail;
        foreach (object holder in detail is null ? [exception] : (object[])[exception, detail])
        {
            foreach (PropertyInfo property in holder.GetType().GetProperties().Where(property => property.PropertyType == typeof(string)))
            {
                // The stack is in the text already, and takes long to make.
                if (property.Name != nameof(Exception.StackTrace) && property.GetValue(holder) is string text)
                {
                    yield return text;
                }
            }
        }
    }

    private static byte[] Join(string before, byte[] bytes, string after) =>
        [.. Encoding.UTF8.GetBytes(before), .. bytes, .. Encoding.UTF8.GetBytes(after)];
}
