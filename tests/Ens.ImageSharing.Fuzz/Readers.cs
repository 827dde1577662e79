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
            AccountOracle.Check(body, PageReader.Read(body, new PageQuery("m-5", 1, 100, null), "R"));
        }
        catch (Exception exception) when (exception is JsonException or EnsException)
        {
            // The documented ends of a body that is no page.
        }
    }

    private static void Error(byte[] body)
    {
        ErrorDetails details = new(HttpStatusCode.BadRequest) { Key = Secret.Key };
        ErrorAnswer answer = new(details, ErrorAnswer.Decode(body))
        {
            Permission = "ens:DescribeImageSharePermission",
            SignedTexts = ["POST&%2F&Action%3DDescribeImageSharePermission"],
        };
        Secret.ThrowIfShown(answer.ToException());
        Secret.ThrowIfShown(answer.ToUnreadable("it is not JSON."));
    }

    private static void Key(byte[] body) => KeyDocument.Read(Encoding.UTF8.GetString(body));

    private static void Sts(byte[] body)
    {
        try
        {
            new AssumeRole("acs:ram::1:role/r", "session", new EnsRoleOptions(), null).Read(body, "R");
        }
        catch (JsonException exception)
        {
            Secret.ThrowIfShown(exception);
        }
    }

    /// <summary>What <see cref="ProcessCredentials"/> does with the output of a program, without the program.</summary>
    private static void ProcessOutput(byte[] output)
    {
        try
        {
            using JsonDocument document = JsonTexts.Parse(Encoding.UTF8.GetString(output));
            KeyDocument.ToKey(JsonTexts.Of(document.RootElement));
        }
        catch (JsonException exception)
        {
            Secret.ThrowIfShown(exception);
        }
    }

    private static void Command(byte[] text)
    {
        string command = Encoding.UTF8.GetString(text);
        CommandOracle.Check(command, ProcessCredentials.Split);
    }

    private static void Profile(byte[] text) => ProfileReading.ReadEach(text, ["default", "a", null]);

    private static void Ini(byte[] text)
    {
        ProfileReading.ReadEach(text, ["default", "a"]);
        SectionOracle.Check(Encoding.UTF8.GetString(text), IniProfiles.Parse);
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
