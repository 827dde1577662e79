using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.Fuzz;

/// <summary>Reads the accounts of a page a second time, from a document tree, and compares.</summary>
internal static class AccountOracle
{
    public static void Check(byte[] body, ImageSharePage? page)
    {
        using JsonDocument? document = Parse(body is [0xEF, 0xBB, 0xBF, ..] ? body.AsMemory(3) : body);
        if (page is null)
        {
            // An error ends the reading at its code: the rest may be anything.
            if (document is not null && !Members(document.RootElement, "Code").Any())
            {
                throw new FindingException("The page was taken for an error, although it has no code.");
            }

            return;
        }

        if (document is null)
        {
            throw new FindingException("What is not JSON was read as a page.");
        }

        string[] expected = [.. Members(document.RootElement, "Accounts").SelectMany(Accounts)];
        string[] read = [.. page.Accounts.Select(account => account.AliyunUid)];
        if (!read.SequenceEqual(expected))
        {
            string difference = $"[{string.Join(", ", expected)}] stand in the page, [{string.Join(", ", read)}] were read.";
            throw new FindingException(difference);
        }
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Accounts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? Members(value, "Account").SelectMany(List) : List(value);

    private static IEnumerable<string> List(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.String when value.ValueEquals("") => [],
        JsonValueKind.Array => value.EnumerateArray().Select(Account),
        _ => [Account(value)],
    };

    private static string Account(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? Id(Members(value, "AliyunUid").LastOrDefault()) ?? Id(Members(value, "AliyunId").LastOrDefault()) ?? "an account without an id"
        : Id(value) ?? "null as an account";

    private static string? Id(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static IEnumerable<JsonElement> Members(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object
        ? value.EnumerateObject().Where(member => Ascii.EqualsIgnoreCase(NameOf(member), name)).Select(member => member.Value)
        : [];

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "not valid UTF-8";
        }
    }
}
