using System.Security.Cryptography;
using Ens.ImageSharing.Tool.Inputs;

namespace Ens.ImageSharing.Tool.Tests.Inputs;

public class AllowListTests
{
    [Fact]
    public void A_row_gives_an_entry_with_all_its_columns()
    {
        AllowListFile file = WrittenFile.AllowList(
            "account,image,name,reason,owner,expiry\n15,m-*,\"A, \"\"Inc\"\"\",a trial,Ada,2027-01-31\n");

        Assert.Equal(
            new ShareAllowance("15") { Image = "m-*", Name = "A, \"Inc\"", Reason = "a trial", Owner = "Ada", Expiry = new(2027, 1, 31) },
            Assert.Single(file.AllowList.Allowances));
    }

    [Theory]
    [InlineData("account\n15\n16")]
    [InlineData("ACCOUNT\r\n15\r\n16\r\n")]
    [InlineData("account\r15\r16\r")]
    [InlineData("\n \t\naccount,name\n\n15,\n,\n16,\n\n")]
    [InlineData("name,account\n,15\n,16")]
    [InlineData("account;image\n15;\n16;")]
    [InlineData("account\timage\n15\t\n16\t")]
    [InlineData("sep=;\naccount;image\n15;\n16;")]
    [InlineData("\"sep=;\"\r\n\r\naccount;image\r\n15;\r\n16;\r\n")]
    [InlineData("SEP=\t\naccount\timage\n15\t\n16\t")]
    [InlineData("account , image\n \t15\t ,\n\" 16 \" ,")]
    [InlineData("[{\"account\":\"15\"},{\"account\":\"16\",\"image\":null,\"name\":\"\"}]")]
    [InlineData("\r\n [{\"account\":\"\\u0031\\u0035\"},\n{\"account\":\"16\"}] ")]
    public void The_same_two_accounts_can_be_written_in_many_ways(string text) =>
        Assert.Equal([new ShareAllowance("15"), new ShareAllowance("16")], WrittenFile.AllowList(text).AllowList.Allowances);

    [Theory]
    [InlineData("account,reason,expiry\n15,\"two\r\nlines\",\n\n16,,2027-01-31\n", 2, 5)]
    [InlineData("sep=,\r\naccount\r\n15\r\n16\r\n", 3, 4)]
    [InlineData("[\n  {\"account\":\n\"15\"},\n  {\"account\":\"16\"}\n]", 2, 4)]
    public void An_entry_knows_the_line_on_which_it_starts(string text, int first, int second)
    {
        AllowListFile file = WrittenFile.AllowList(text);

        Assert.Equal([first, second], file.AllowList.Allowances.Select(file.LineOf));
        Assert.Null(file.LineOf(new ShareAllowance("17")));
        Assert.Null(file.LineOf(new ShareAllowance("15") { Image = "m-1" }));
    }

    [Fact]
    public void The_hash_is_of_the_bytes_as_they_stand_in_the_file()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "account\r\n15\r\n"u8];
        using WrittenFile written = new(bytes);

        AllowListFile file = AllowListFile.Read(written.Path);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.Sha256);
        Assert.Equal(written.Path, file.Path);
    }

    [Fact]
    public void One_account_may_have_entries_for_different_images() =>
        Assert.Equal(3, WrittenFile.AllowList("account,image\n15,\n15,m-1\n15,m-*\n").AllowList.Allowances.Count);

    [Theory]
    [InlineData(
        "account,image\n15,m-1\n16,\n15,m-1",
        "file, line 4, column 1: The account 15 already has an entry for the image 'm-1', on line 2.")]
    [InlineData(
        "account,expiry\n15,2020-01-01\n15,", "file, line 3, column 1: The account 15 already has an entry for all images, on line 2.")]
    [InlineData(
        "[{\"account\":\"15\"},\n{\"account\":\"15\"}]",
        "file, line 2, column 1 (element 2): The account 15 already has an entry for all images, on line 1.")]
    public void Two_entries_for_one_account_and_one_image_are_refused(string text, string message) =>
        Assert.Equal(message, WrittenFile.RefusalOfAllowList(text));

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    public void An_empty_file_is_refused(string text) => Assert.Equal(
        "file: The file is empty. An allow-list has a first line that names the columns, and an entry a row.",
        WrittenFile.RefusalOfAllowList(text));

    [Theory]
    [InlineData("account,image\n")]
    [InlineData("account,image\n\n,\n")]
    [InlineData("[]")]
    public void An_allow_list_without_an_entry_is_refused(string text) =>
        Assert.Equal("file: The allow-list has no entry.", WrittenFile.RefusalOfAllowList(text));

    [Theory]
    [InlineData("2027-1-31", "'2027-1-31' must be a day in the form yyyy-MM-dd, such as 2027-01-31.")]
    [InlineData("31.01.2027", "'31.01.2027' must be a day in the form yyyy-MM-dd, such as 2027-01-31.")]
    [InlineData("2027/01/31", "'2027/01/31' must be a day in the form yyyy-MM-dd, such as 2027-01-31.")]
    [InlineData("2027-01-31T00:00:00Z", "'2027-01-31T00:00:00Z' must be a day in the form yyyy-MM-dd, such as 2027-01-31.")]
    [InlineData("46053", "'46053' must be a day in the form yyyy-MM-dd, such as 2027-01-31.")]
    [InlineData("２０２７-01-31", "'２０２７-01-31' must be a day in the form yyyy-MM-dd, such as 2027-01-31.")]
    [InlineData("2027-01-31\u00a0", "'2027-01-31\u00a0' must be a day in the form yyyy-MM-dd, such as 2027-01-31.")]
    [InlineData("2027-02-29", "'2027-02-29' is not a day of the calendar.")]
    [InlineData("0000-00-00", "'0000-00-00' is not a day of the calendar.")]
    public void An_expiry_that_is_not_a_day_is_refused(string expiry, string message) =>
        Assert.Equal($"file, line 2, column 4: The expiry {message}", WrittenFile.RefusalOfAllowList($"account,expiry\n15,{expiry}\n"));

    [Fact]
    public void An_empty_expiry_in_JSON_is_refused_because_it_may_be_a_value_that_got_lost() => Assert.Equal(
        "file, line 1, column 27 (element 1): The expiry '' must be a day in the form yyyy-MM-dd, such as 2027-01-31.",
        WrittenFile.RefusalOfAllowList("[{\"account\":\"15\",\"expiry\":\"\"}]"));

    [Theory]
    [InlineData("m 1", "'m 1' must not contain U+0020 (blank).")]
    [InlineData("m-1\u200b", "'m-1\\u200b' must not contain U+200B (zero-width space).")]
    [InlineData("\u202em-1", "'\\u202em-1' must not contain U+202E (direction mark).")]
    [InlineData("m\u001b[2J", "'m\\u001b[2J' must not contain U+001B (control character).")]
    [InlineData(
        "m-1;m-2",
        "'m-1;m-2' holds more than an ID. Give each image a line of its own; in a CSV file, the first line names the columns.")]
    public void An_image_that_is_not_one_visible_word_is_refused(string image, string message) =>
        Assert.Equal($"file, line 2, column 4: The image {message}", WrittenFile.RefusalOfAllowList($"account,image\n15,{image}\n"));
}
