namespace Ens.ImageSharing.Tool.Tests.Inputs;

public class JsonTests
{
    private const string Known = "Known: account, image, name, reason, owner, expiry.";

    [Theory]
    [InlineData("{\"account\":\"15\"}", "line 1, column 1: The JSON must be an array, but is an object.")]
    [InlineData("[\"15\"]", "line 1, column 2 (element 1): An element must be an object, but is a text.")]
    [InlineData("[null]", "line 1, column 2 (element 1): An element must be an object, but is null.")]
    [InlineData("[[]]", "line 1, column 2 (element 1): An element must be an object, but is an array.")]
    [InlineData("[15]", "line 1, column 2 (element 1): An element must be an object, but is a number.")]
    [InlineData("[{}]", "line 1, column 2 (element 1): The account is missing.")]
    [InlineData("[{\"account\":null}]", "line 1, column 2 (element 1): The account is missing.")]
    [InlineData("[{\"account\":\"\"}]", "line 1, column 13 (element 1): The account is empty.")]
    [InlineData(
        "[{\"account\":15}]",
        "line 1, column 13 (element 1): The member 'account' must be a text in double quotes, but is a number. "
            + "Programs round numbers that are as long as an ID.")]
    [InlineData("[{\"account\":true}]", "line 1, column 13 (element 1): The member 'account' must be a text, but is true or false.")]
    [InlineData("[{\"account\":[\"15\"]}]", "line 1, column 13 (element 1): The member 'account' must be a text, but is an array.")]
    [InlineData("[{\"account\":{}}]", "line 1, column 13 (element 1): The member 'account' must be a text, but is an object.")]
    [InlineData(
        "[{\"account\":\" 15\"}]",
        "line 1, column 13 (element 1): The account ' 15' must consist of the digits 0 to 9, but contains U+0020 (blank).")]
    [InlineData("[{\"account\":\"15\",\"image\":\"\"}]", "line 1, column 26 (element 1): The image is empty.")]
    [InlineData(
        "[{\"account\":\"15\",\"image\":\"a\\u0000\"}]",
        "line 1, column 26 (element 1): The image 'a\\u0000' must not contain U+0000 (control character).")]
    [InlineData(
        "[{\"account\":\"15\"},\n {\"acount\":\"16\"}]",
        $"line 2, column 3 (element 2): The member 'acount' is unknown. Did you mean 'account'? {Known}")]
    [InlineData(
        "[{\"Account\":\"15\"}]", $"line 1, column 3 (element 1): The member 'Account' is unknown. Did you mean 'account'? {Known}")]
    [InlineData("[{\"account\":\"15\",\"allowd\":1}]", $"line 1, column 18 (element 1): The member 'allowd' is unknown. {Known}")]
    [InlineData("[{\"account\":\"15\",\n\"account\":\"16\"}]", "line 2, column 1 (element 1): The member 'account' appears twice.")]
    [InlineData(
        "[{\"account\":\"15\",\"expiry\":null,\"expiry\":null}]", "line 1, column 32 (element 1): The member 'expiry' appears twice.")]
    [InlineData(
        "[{\"account\":\"15\",\"name\":\"\\ud83d\"}]",
        "line 1, column 25 (element 1): The text contains half of a surrogate pair, such as \\ud83d alone.")]
    [InlineData(
        "[{\"\\ud83d\":\"15\"}]", "line 1, column 3 (element 1): The text contains half of a surrogate pair, such as \\ud83d alone.")]
    public void What_is_not_an_array_of_objects_of_texts_is_refused(string text, string message) =>
        Assert.Equal($"file, {message}", WrittenFile.RefusalOfAllowList(text));

    [Theory]
    [InlineData(
        "[\n  {\"account\":\"15\"},\n]",
        "line 3, column 1: Something is missing before this character, or a comma before it is one too many.")]
    [InlineData(
        "[\n  {\"account\":\"15\",}]",
        "line 2, column 19 (element 1): Something is missing before this character, or a comma before it is one too many.")]
    [InlineData(
        "[{\"account\":\"15\"}\r\n {\"account\":\"16\"}]", "line 2, column 2: This does not belong here. Is a comma missing before it?")]
    [InlineData(
        "[{\"account\":\"15\" \"name\":\"A\"}]",
        "line 1, column 18 (element 1): This does not belong here. Is a comma missing before it?")]
    [InlineData("[ // partners\n]", "line 1, column 3: JSON has no comments.")]
    [InlineData("[\n# partners\n]", "line 2, column 1: JSON has no comments.")]
    [InlineData("[{'account':'15'}]", "line 1, column 3 (element 1): JSON texts are in double quotes.")]
    [InlineData(
        "[{\"account\":“15”}]", "line 1, column 13 (element 1): JSON texts are in plain double quotes (\"), not in typographic ones.")]
    [InlineData(
        "[{\"account\":\"15\",\"name\":\"A\nB\"}]",
        "line 1, column 27 (element 1): A text must not contain a line break or another control character, except escaped, such as \\n.")]
    [InlineData(
        "[{\"account\":\"15\"}", "line 1, column 18: The file ends before its JSON does: a closing ], } or double quote is missing.")]
    [InlineData(
        "[{\"account\":\"15",
        "line 1, column 16 (element 1): The file ends before its JSON does: a closing ], } or double quote is missing.")]
    [InlineData("[{\"account\":\"15\"}] x", "line 1, column 20: This is not valid JSON.")]
    [InlineData("[{account:\"15\"}]", "line 1, column 3 (element 1): This is not valid JSON.")]
    public void What_is_not_JSON_is_refused_with_what_was_probably_meant(string text, string message) =>
        Assert.Equal($"file, {message}", WrittenFile.RefusalOfAllowList(text));
}
