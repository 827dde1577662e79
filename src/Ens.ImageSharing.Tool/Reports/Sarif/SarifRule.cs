using System.Text.Json;
using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>A rule of the SARIF report. Its ID never changes its meaning.</summary>
/// <param name="Id">The ID.</param>
/// <param name="Name">The name, for programs.</param>
/// <param name="Level">The level of its results.</param>
/// <param name="Severity">The severity from 0 to 10 that GitHub code scanning shows: from 7 high, from 4 medium.</param>
/// <param name="Title">What the rule is about, in a few words.</param>
/// <param name="Description">What it means, as sentences.</param>
/// <param name="Help">What to do about it, as sentences.</param>
internal sealed record SarifRule(string Id, string Name, string Level, string Severity, string Title, string Description, string Help)
{
    private static readonly SarifRule Unexpected = new(
        "ENS001",
        "UnexpectedAccount",
        "error",
        "8.0",
        "Image shared with an unexpected account",
        "An image is shared with an account, and no entry of the allow-list allows it.",
        "Unshare the image from the account, or add an entry to the allow-list. 'ens-share plan --remove-unexpected' plans the removal.");

    private static readonly SarifRule Expired = new(
        "ENS002",
        "ExpiredAllowance",
        "error",
        "7.0",
        "Image shared beyond the expiry of its entry",
        "An image is shared with an account whose entry in the allow-list has expired.",
        "Unshare the image from the account, or extend the entry. 'ens-share plan --remove-expired' plans the removal.");

    private static readonly SarifRule ExpiringSoon = new(
        "ENS003",
        "ExpiringAllowance",
        "note",
        "1.0",
        "Entry of the allow-list expires soon",
        "An image is shared with an account whose entry in the allow-list expires within the number of days given by --expiring-within.",
        "Extend the entry if the account still needs the image, or unshare the image in time.");

    private static readonly SarifRule Missing = new(
        "ENS004",
        "MissingAccount",
        "note",
        "1.0",
        "Allowed account does not have the image",
        "An entry of the allow-list allows an account to have an image, but the image is not shared with it. "
            + "This makes the image differ only with --require-allowed.",
        "Share the image with the account, or remove the entry from the allow-list. 'ens-share plan --add-missing' plans the addition.");

    private static readonly SarifRule Unread = new(
        "ENS005",
        "UnreadImage",
        "error",
        "5.0",
        "Image could not be read",
        "The accounts of an image could not be read, so it is not known with which accounts the image is shared.",
        "Resolve the error and run the audit again. The image may differ from the allow-list until then.");

    /// <summary>All rules, in the order of their IDs.</summary>
    /// <param name="requireAllowed">Whether missing accounts count.</param>
    public static IReadOnlyList<SarifRule> All(bool requireAllowed) =>
        [Unexpected, Expired, ExpiringSoon, requireAllowed ? Missing with { Level = "warning", Severity = "4.0" } : Missing, Unread];

    /// <summary>The index of the rule of a verdict in <see cref="All"/>; <see langword="null"/> for one that is no result.</summary>
    public static int? IndexOf(ShareVerdict verdict) => verdict switch
    {
        ShareVerdict.Unexpected => 0,
        ShareVerdict.Expired => 1,
        ShareVerdict.ExpiringSoon => 2,
        ShareVerdict.Missing => 3,
        ShareVerdict.Unread => 4,
        _ => null,
    };

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("name", Name);
        WriteText(json, "shortDescription", Title);
        WriteText(json, "fullDescription", Description);
        WriteText(json, "help", Help);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level);
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("security-severity", Severity);
        json.WriteStartArray("tags");
        json.WriteStringValue("security");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
