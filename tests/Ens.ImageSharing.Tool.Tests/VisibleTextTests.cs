using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Tests;

public class VisibleTextTests
{
    [Theory]
    [InlineData("m-1", "m-1")]
    [InlineData("镜像 é 😀", "镜像 é 😀")]
    [InlineData("a\u001b[31mb", "a\\u001b[31mb")]
    [InlineData("a\u202eb\u200fc", "a\\u202eb\\u200fc")]
    [InlineData("a\r\n\tb", "a\\u000d\\u000a\\u0009b")]
    [InlineData("a\u2028b\ufeffc", "a\\u2028b\\ufeffc")]
    [InlineData("\udb40\udc41", "\\udb40\\udc41")]
    public void What_would_act_on_a_terminal_or_the_reading_direction_is_escaped(string text, string expected) =>
        Assert.Equal(expected, VisibleText.Escape(text));

    [Fact]
    public void A_lone_surrogate_is_escaped() => Assert.Equal("a\\ud83db", VisibleText.Escape("a" + (char)0xd83d + "b"));

    [Fact]
    public void Masked_accounts_keep_their_last_four_digits()
    {
        AccountText masked = new(isMasked: true);

        Assert.Equal("****0001", masked.Of("1515285520000001"));
        Assert.Equal("****42", masked.Of("42"));
        Assert.Equal("account ****0001 on 20270131", masked.In("account 1515285520000001 on 20270131"));
    }
}
