namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>No secret shows in the text of credentials.</summary>
public class SecretTests
{
    [Fact]
    public void No_credentials_show_a_secret()
    {
        EnsCredentials fixedKey = EnsCredentials.FromAccessKey("LTAI5tHunterId", "hunter2", "hunter3");
        EnsCredentials[] all =
        [
            fixedKey,
            EnsCredentials.FromAssumedRole(fixedKey, "arn", "hunter4", new() { ExternalId = "hunter5", Policy = "hunter6" }),
            EnsCredentials.FromUri(new("https://keys.example/hunter7?hunter8")),
            EnsCredentials.FromOidcRole("arn", "hunter9", "hunter10"),
            EnsCredentials.FromCallback(_ => throw new InvalidOperationException("hunter11")),
            EnsCredentials.FirstOf(fixedKey),
            EnsCredentials.Default,
            EnsCredentials.FromEnvironment(),
            EnsCredentials.FromProfile(),
            EnsCredentials.FromEcsRole(),
        ];

        Assert.All(all, credentials => Assert.DoesNotContain("hunter", credentials.ToString(), StringComparison.Ordinal));
    }
}
