using Ens.ImageSharing.CredentialSources;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>What is shown of a program's error output if it repeats a secret of the output.</summary>
public class ProcessErrorTests
{
    private const string Token = "CAISxA/b+Zz9KqT0kEn+Q/42==";

    [Theory]
    [InlineData("bad CAISxA/b+Zz9KqT0kEn+Q/42== here")]
    [InlineData("bad CAISxA%2Fb%2BZz9KqT0kEn%2BQ%2F42%3D%3D here")]
    [InlineData("""bad CAISxA/b\u002bZz9KqT0kEn\u002bQ/42\u003d\u003d here""")]
    [InlineData("""bad CAISxA\/b+Zz9KqT0kEn+Q\/42== here""")]
    [InlineData("bad CAISxA/b&#43;Zz9KqT0kEn&#x2B;Q/42&#61;= here")]
    public void A_secret_of_the_output_is_hidden_in_any_escaping(string errors)
    {
        Assert.Equal(": bad *** here", ProcessErrors.Explain(errors, $$"""{"mode":"StsToken","sts_token":"{{Token}}"}"""));
        Assert.Equal(": bad *** here", ProcessErrors.Explain(errors, $$"""{"credentials":[{"sts_token":"{{Token}}"}]}"""));
        Assert.StartsWith(": bad ***", ProcessErrors.Explain(errors, $$"""{"sts_token":"{{Token}}" """), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"access_key_secret":"hunter2hunter2"}""")]
    [InlineData("access_key_secret%3Dhunter2hunter2")]
    [InlineData("password: hunter2hunter2")]
    public void What_a_name_gives_away_is_hidden(string errors) =>
        Assert.DoesNotContain("hunter", ProcessErrors.Explain(errors, ""), StringComparison.Ordinal);

    [Fact]
    public void What_is_no_secret_is_shown() => Assert.Equal(
        ": the key LTAI5tKeyId in mode StsToken expired",
        ProcessErrors.Explain("the key LTAI5tKeyId in mode StsToken expired.", """{"mode":"StsToken","access_key_id":"LTAI5tKeyId","sts_token":"hunter2"}"""));
}
