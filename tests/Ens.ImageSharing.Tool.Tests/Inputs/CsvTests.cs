namespace Ens.ImageSharing.Tool.Tests.Inputs;

/// <summary>What is refused in a CSV file, whatever it holds.</summary>
public class CsvTests
{
    private const string Known = "Known: account, image, name, reason, owner, expiry.";

    [Theory]
    [InlineData("account,expires", $"line 1, column 9: The column 'expires' is unknown. Did you mean 'expiry'? {Known}")]
    [InlineData("account,Exipry", $"line 1, column 9: The column 'Exipry' is unknown. Did you mean 'expiry'? {Known}")]
    [InlineData("acount", $"line 1, column 1: The column 'acount' is unknown. Did you mean 'account'? {Known}")]
    [InlineData("account id", $"line 1, column 1: The column 'account id' is unknown. Did you mean 'account'? {Known}")]
    [InlineData("nmae,account", $"line 1, column 1: The column 'nmae' is unknown. Did you mean 'name'? {Known}")]
    [InlineData("account,color", $"line 1, column 9: The column 'color' is unknown. {Known}")]
    [InlineData("account,name;x", $"line 1, column 9: The column 'name;x' is unknown. Did you mean 'name'? {Known}")]
    [InlineData("15,Acme", $"line 1, column 1: The first line must name the columns. The column '15' is unknown. {Known}")]
    [InlineData("account|name", $"line 1, column 1: The column 'account|name' is unknown. Did you mean 'account'? {Known}")]
    [InlineData("\u00a0account", $"line 1, column 1: The column '\u00a0account' is unknown. Did you mean 'account'? {Known}")]
    [InlineData("# partners\naccount", $"line 1, column 1: The column '# partners' is unknown. {Known}")]
    [InlineData("account,name, ", $"line 1, column 15: A column of the header has no name. {Known}")]
    [InlineData("account,name,\"Account\"", "line 1, column 14: The column 'Account' appears twice.")]
    [InlineData("image,name", "line 1, column 1: The column 'account' is missing. The first line must name the columns.")]
    [InlineData("sep=|\naccount|name", "line 1, column 1: The line 'sep=' must name a comma, a semicolon or a tab.")]
    [InlineData("sep=\naccount", "line 1, column 1: The line 'sep=' must name a comma, a semicolon or a tab.")]
    [InlineData("sep=;\naccount,name", $"line 2, column 1: The column 'account,name' is unknown. Did you mean 'account'? {Known}")]
    public void A_header_that_is_not_understood_is_refused(string header, string message) =>
        Assert.Equal($"file, {message}", WrittenFile.RefusalOfAllowList($"{header}\n15,\n"));

    [Fact]
    public void A_separator_without_a_header_is_refused() =>
        Assert.Equal("file: No line names the columns.", WrittenFile.RefusalOfAllowList("sep=;\r\n"));

    [Theory]
    [InlineData(
        "15,Acme, Inc,2027-01-31",
        "column 14: The row has 4 cells, but the header has 3. A cell that contains a comma must be in double quotes.")]
    [InlineData(
        "15,Acme,2027-01-31,",
        "column 20: The row has 4 cells, but the header has 3. A cell that contains a comma must be in double quotes.")]
    [InlineData(
        "15,Acme", "column 8: The row has 2 cells, but the header has 3. There is a comma between two cells, also where they are empty.")]
    [InlineData(
        "15", "column 3: The row has 1 cell, but the header has 3. There is a comma between two cells, also where they are empty.")]
    [InlineData(
        "15\tAcme\t2027-01-31",
        "column 19: The row has 1 cell, but the header has 3. There is a comma between two cells, also where they are empty.")]
    [InlineData("# partners", "column 11: The row has 1 cell, but the header has 3. Comments are not allowed in this file.")]
    [InlineData("15,\"Acme,2027-01-31\n16,B,", "column 4: The double quote that opens here is never closed.")]
    [InlineData(
        "15,\"Acme\" Inc,",
        "column 11: Text follows the closing double quote of a cell that starts on line 2. A quote within a cell must be doubled.")]
    [InlineData(
        "15,Acme \"Inc\",",
        "column 9: A cell that contains a double quote must be in double quotes, and the quote within it must be doubled.")]
    [InlineData(
        "15,Acme\",", "column 8: A cell that contains a double quote must be in double quotes, and the quote within it must be doubled.")]
    public void A_row_that_is_not_understood_is_refused(string row, string message) =>
        Assert.Equal($"file, line 2, {message}", WrittenFile.RefusalOfAllowList($"account,name,expiry\n{row}\n"));

    [Theory]
    [InlineData(";", "semicolon")]
    [InlineData("\t", "tab")]
    public void A_row_of_another_length_is_told_the_separator_of_the_header(string separator, string name) => Assert.Equal(
        "file, line 2, column 5: The row has 1 cell, but the header has 2. "
            + $"There is a {name} between two cells, also where they are empty.",
        WrittenFile.RefusalOfAllowList($"account{separator}name\n15,A\n"));

    [Fact]
    public void An_open_quote_that_ends_at_another_one_names_the_line_where_it_opened() => Assert.Equal(
        "file, line 4, column 5: Text follows the closing double quote of a cell that starts on line 2. "
            + "A quote within a cell must be doubled.",
        WrittenFile.RefusalOfAllowList("account,name\n15,\"Acme\n16,B\n17,\"Cee\"\n"));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    public void Line_breaks_in_cells_are_counted(string lineBreak)
    {
        string text = string.Join(lineBreak, "account,name,reason", "15,\"a", "b\",\"c", "", "d\"", "16x,,");

        Assert.Equal(
            "file, line 6, column 1: The account '16x' must consist of the digits 0 to 9, but contains 'x'.",
            WrittenFile.RefusalOfAllowList(text));
    }
}
