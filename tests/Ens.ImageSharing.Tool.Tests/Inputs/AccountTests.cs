namespace Ens.ImageSharing.Tool.Tests.Inputs;

/// <summary>Account IDs, and what spreadsheets make of them.</summary>
public class AccountTests
{
    private const string Advice = "Format the column as text, enter the ID again, and save the file.";

    [Theory]
    [InlineData("0")]
    [InlineData("0015")]
    [InlineData("1515285520000001")]
    [InlineData("99999999999999999999999999")]
    public void Digits_are_kept_as_they_are(string account) =>
        Assert.Equal(account, Assert.Single(WrittenFile.AllowList($"account\n{account}").AllowList.Allowances).AliyunUid);

    [Theory]
    [InlineData("1.51529E+15", $"is a rounded number: a spreadsheet has dropped digits of the ID. {Advice}")]
    [InlineData("1,51529e15", $"is a rounded number: a spreadsheet has dropped digits of the ID. {Advice}")]
    [InlineData("1515285520000000.0", $"is a number with a fraction, written by a spreadsheet. {Advice}")]
    [InlineData("1515285520000000,00", $"is a number with a fraction, written by a spreadsheet. {Advice}")]
    [InlineData("=1515285520000001", $"is a formula of a spreadsheet. {Advice}")]
    [InlineData("'1515285520000001", "starts with an apostrophe. Remove it: an ID consists of digits only.")]
    [InlineData("'1515285520000001'", "starts with an apostrophe. Remove it: an ID consists of digits only.")]
    [InlineData("1,515,285,520,000,001", "has thousands separators. Remove them: an ID consists of digits only.")]
    [InlineData("1.515.285.520.000.001,00", "has thousands separators. Remove them: an ID consists of digits only.")]
    [InlineData("1515 2855 2000 0001", "has thousands separators. Remove them: an ID consists of digits only.")]
    [InlineData("1515\u00a02855\u00a02000\u00a00001", "has thousands separators. Remove them: an ID consists of digits only.")]
    [InlineData("+1515285520000001", "has a sign. Remove it: an ID consists of digits only.")]
    [InlineData("-15", "has a sign. Remove it: an ID consists of digits only.")]
    [InlineData("# partners", "is no ID. Comments are not allowed in an allow-list.")]
    [InlineData("1515285520000001\u00a0", "must consist of the digits 0 to 9, but contains U+00A0 (no-break space).")]
    [InlineData("１５15", "must consist of the digits 0 to 9, but contains U+FF11 (full-width digit).")]
    [InlineData("15٣", "must consist of the digits 0 to 9, but contains U+0663 (digit of another script).")]
    [InlineData("1515O", "must consist of the digits 0 to 9, but contains 'O'.")]
    [InlineData("1515😀", "must consist of the digits 0 to 9, but contains '😀'.")]
    [InlineData("0x15", "must consist of the digits 0 to 9, but contains 'x'.")]
    public void What_is_not_digits_is_refused_with_what_happened_to_it(string account, string message) => Assert.Equal(
        $"file, line 3, column 6: The account '{account}' {message}",
        WrittenFile.RefusalOfAllowList($"name,account\nA,15\nBéé, \"{account}\"\n"));

    [Theory]
    [InlineData("15\u200b", "'15\\u200b'", "U+200B (zero-width space)")]
    [InlineData("\ufeff15", "'\\ufeff15'", "U+FEFF (byte order mark)")]
    [InlineData("15\u001b[2J", "'15\\u001b[2J'", "U+001B (control character)")]
    public void Characters_that_act_are_shown_escaped(string account, string shown, string name) => Assert.Equal(
        $"file, line 2, column 1: The account {shown} must consist of the digits 0 to 9, but contains {name}.",
        WrittenFile.RefusalOfAllowList($"account\n{account}\n"));

    [Fact]
    public void A_formula_with_quotes_is_refused_as_one() => Assert.Equal(
        "file, line 2, column 2: A cell such as =\"123\" is a formula of a spreadsheet. "
            + "Format the column as text and enter the value alone.",
        WrittenFile.RefusalOfAllowList("account\n=\"1515285520000001\"\n"));

    [Fact]
    public void A_missing_account_is_refused() => Assert.Equal(
        "file, line 3, column 1: The account is missing.", WrittenFile.RefusalOfAllowList("account,name\n15,A\n,B\n"));

    [Fact]
    public void A_long_value_is_shown_in_part()
    {
        string message = WrittenFile.RefusalOfAllowList($"account\n{new string('x', 59)}😀{new string('y', 100)}\n");

        Assert.Equal(
            $"file, line 2, column 1: The account '{new string('x', 59)}…' must consist of the digits 0 to 9, but contains 'x'.",
            message);
    }
}
