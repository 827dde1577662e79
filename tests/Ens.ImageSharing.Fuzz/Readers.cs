using System.Net;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.CredentialSources;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Fuzz;

/// <summary>Every reader of bytes that come from elsewhere. What escapes from one of these is a finding.</summary>
internal static class Readers
{
    public static IReadOnlyDictionary<string, Action<byte[]>> All { get; } = new Dictionary<string, Action<byte[]>>(StringComparer.Ordinal)
    {
        ["page"] = Page,
        ["images"] = Images,
        ["error"] = Error,
        ["key"] = WithSecret(Key, Secret.InKey),
        ["sts"] = WithSecret(Sts, Secret.InStsAnswer),
        ["process"] = WithSecret(ProcessOutput, Secret.InKey),
        ["command"] = Command,
        ["profile"] = WithSecret(Profile, Secret.InProfile),
        ["ini"] = WithSecret(Ini, Secret.InSection),
    };

    private static void Page(byte[] body)
    {
        try
        {
            DescribeImageShares operation = new(new DescribeImageSharePermissionRequest("m-5") { PageNumber = 1, PageSize = 100 });
            AccountOracle.Check(body, operation.Read(body, "R"));
        }
        catch (Exception exception) when (exception is JsonException or ResponseFormatException or EnsException)
        {
            // The documented ends of a body that is no page.
        }
    }

    private static void Images(byte[] body)
    {
        try
        {
            new DescribeSelfImages(new DescribeSelfImagesRequest { PageNumber = 1, PageSize = 50 }).Read(body, "R");
        }
        catch (Exception exception) when (exception is JsonException or ResponseFormatException)
        {
            // The documented ends of a body that is no page.
        }
    }

    private static void Error(byte[] body)
    {
        OperationFacts facts = new("DescribeImageSharePermission", OperationFacts.EnsVersion, "a permission");
        SecretMask mask = new([Secret.Key.AccessKeySecret, Secret.Key.SecurityToken]);
        FailedAttempt attempt = new(
            HttpStatusCode.BadRequest, ErrorReader.Decode(body), facts, "page 1", mask, () => ["POST&%2F&Action%3DDescribeImageSharePermission"]);
        Secret.ThrowIfShown(ErrorReader.Read(attempt));
        Secret.ThrowIfShown(ErrorReader.Unreadable(attempt, "It is not JSON."));
    }

    private static void Key(byte[] body) => AccessKeyJson.Read(Encoding.UTF8.GetString(body));

    private static void Sts(byte[] body)
    {
        try
        {
            new AssumeRole("acs:ram::1:role/r", "session", new EnsRoleOptions(), null).Read(body, "R");
        }
        catch (Exception exception) when (exception is JsonException or ResponseFormatException)
        {
            Secret.ThrowIfShown(exception);
        }
    }

    /// <summary>What <see cref="ProcessCredentials"/> does with the output of a program, without the program.</summary>
    private static void ProcessOutput(byte[] output)
    {
        try
        {
            using JsonDocument document = JsonStrings.Parse(Encoding.UTF8.GetString(output));
            AccessKeyJson.ToKey(JsonStrings.Of(document.RootElement));
        }
        catch (JsonException exception)
        {
            Secret.ThrowIfShown(exception);
        }
    }

    private static void Command(byte[] text)
    {
        try
        {
            CommandOracle.Check(Encoding.UTF8.GetString(text), CommandLine.SplitPosix);
        }
        catch (FormatException)
        {
            // The documented end of a command with an open quote, or without a program.
        }
    }

    private static void Profile(byte[] text) => ProfileReading.ReadEach(text, ["default", "a", null]);

    private static void Ini(byte[] text)
    {
        ProfileReading.ReadEach(text, ["default", "a"]);
        try
        {
            SectionOracle.Check(Encoding.UTF8.GetString(text), content => IniProfiles.Parse(content, "file"));
        }
        catch (FormatException)
        {
            // The documented end of a file with a line that is none.
        }
    }

    /// <summary>Reads the bytes as they are, and once more next to a secret that no exception may show.</summary>
    private static Action<byte[]> WithSecret(Action<byte[]> read, Func<byte[], byte[]> plant) => bytes =>
    {
        foreach (byte[] input in (ReadOnlySpan<byte[]>)[bytes, plant(bytes)])
        {
            try
            {
                read(input);
            }
            catch (EnsAuthenticationException exception)
            {
                Secret.ThrowIfShown(exception);
            }
        }
    };
}
