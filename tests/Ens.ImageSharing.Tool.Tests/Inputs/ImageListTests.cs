using Ens.ImageSharing.Tool.Inputs;

namespace Ens.ImageSharing.Tool.Tests.Inputs;

public class ImageListTests
{
    private const string IsAllowList = "This is an allow-list, not a list of images. Known: image, profile.";
    private const string IsMore =
        "holds more than an ID. Give each image a line of its own; in a CSV file, the first line names the columns.";

    [Theory]
    [InlineData("m-a\nm-b")]
    [InlineData("# ours\r\n\r\n m-a\t\r\n  # theirs, all of it\r\nm-b\r\n")]
    [InlineData("image\nm-a\nm-b\n")]
    [InlineData("# ours\n\nImage,Profile\nm-a,\n# theirs\n,\n\"m-b\",\n")]
    [InlineData("profile;image\n;m-a\n;m-b\n")]
    [InlineData("sep=;\nimage;profile\nm-a;\nm-b;\n")]
    [InlineData("[\"m-a\",\"m-b\"]")]
    [InlineData("[\"m-a\",{\"image\":\"m-b\",\"profile\":null}]")]
    public void The_same_two_images_can_be_written_in_many_ways(string text) =>
        Assert.Equal([new ImageListEntry("m-a", null), new ImageListEntry("m-b", null)], WrittenFile.Images(text));

    [Theory]
    [InlineData("image,profile\nm-a,home\nm-b,\n")]
    [InlineData("[{\"image\":\"m-a\",\"profile\":\"home\"},{\"image\":\"m-b\"}]")]
    public void An_image_may_name_its_profile(string text) =>
        Assert.Equal([new ImageListEntry("m-a", "home"), new ImageListEntry("m-b", null)], WrittenFile.Images(text));

    [Theory]
    [InlineData("image")]
    [InlineData("镜像-😀")]
    [InlineData("m-a#1")]
    [InlineData("m_a.b/c:d@e'f")]
    public void An_ID_may_be_any_visible_word(string id) =>
        Assert.Equal(["m-0", id], WrittenFile.Images($"m-0\n{id}\n").Select(image => image.ImageId));

    [Theory]
    [InlineData(
        "m-0\nm-a # note", "line 2, column 1: The image 'm-a # note' is followed by a comment. A comment must be on a line of its own.")]
    [InlineData(
        "m-0\n\tm-a\t# note",
        "line 2, column 2: The image 'm-a\\u0009# note' is followed by a comment. A comment must be on a line of its own.")]
    [InlineData("m-0\nm-a,home", $"line 2, column 1: The image 'm-a,home' {IsMore}")]
    [InlineData("m-a;m-b", $"line 1, column 1: The image 'm-a;m-b' {IsMore}")]
    [InlineData("m-a\tm-b", $"line 1, column 1: The image 'm-a\\u0009m-b' {IsMore}")]
    [InlineData("\"m-a\"", $"line 1, column 1: The image '\"m-a\"' {IsMore}")]
    [InlineData("1515285520000001,Acme", $"line 1, column 1: The image '1515285520000001,Acme' {IsMore}")]
    [InlineData("m-a m-b", "line 1, column 1: The image 'm-a m-b' must not contain U+0020 (blank).")]
    [InlineData("m-0\n\u00a0m-a", "line 2, column 1: The image '\u00a0m-a' must not contain U+00A0 (no-break space).")]
    [InlineData("m-0\nm-a\u202e", "line 2, column 1: The image 'm-a\\u202e' must not contain U+202E (direction mark).")]
    [InlineData("m-*", "line 1, column 1: The image 'm-*' is a pattern. A list of images needs the IDs.")]
    [InlineData("m-a\n\nm-a", "line 3, column 1: The image 'm-a' is already on line 1.")]
    [InlineData("image,profile\nm-a,x\nm-a,y", "line 3, column 1: The image 'm-a' is already on line 2.")]
    [InlineData("image,profile\n,x", "line 2, column 1: The image is missing.")]
    [InlineData("image,profile\nm-a,x\u001by", "line 2, column 5: The profile 'x\\u001by' must be visible text.")]
    [InlineData("image,colour\nm-a,x", "line 1, column 7: The column 'colour' is unknown. Known: image, profile.")]
    [InlineData("image,profil\nm-a,x", "line 1, column 7: The column 'profil' is unknown. Did you mean 'profile'? Known: image, profile.")]
    [InlineData(
        "image,profile\nm-a",
        "line 2, column 4: The row has 1 cell, but the header has 2. There is a comma between two cells, also where they are empty.")]
    [InlineData("account\n15", $"line 1, column 1: The column 'account' is unknown. {IsAllowList}")]
    [InlineData("image,name,account\nm-a,A,15", $"line 1, column 7: The column 'name' is unknown. {IsAllowList}")]
    [InlineData("[{\"account\":\"15\"}]", $"line 1, column 3 (element 1): The member 'account' is unknown. {IsAllowList}")]
    [InlineData("[\"m-a\",\"\"]", "line 1, column 8 (element 2): The image is empty.")]
    [InlineData("[\"m-a\",7]", "line 1, column 8 (element 2): An element must be an object or a text, but is a number.")]
    [InlineData("[\"m-a\",\n\"m-a\"]", "line 2, column 1 (element 2): The image 'm-a' is already on line 1.")]
    [InlineData("[{\"profile\":\"home\"}]", "line 1, column 2 (element 1): The image is missing.")]
    [InlineData("[{\"image\":\"m-a\",\"profile\":\"\"}]", "line 1, column 27 (element 1): The profile '' must be visible text.")]
    public void What_is_not_an_image_is_refused(string text, string message) =>
        Assert.Equal($"file, {message}", WrittenFile.RefusalOfImages(text));

    [Theory]
    [InlineData("")]
    [InlineData("# none yet\n\n")]
    [InlineData("image,profile\n")]
    [InlineData("[]")]
    public void A_list_without_an_image_is_refused(string text) =>
        Assert.Equal("file: The file names no image.", WrittenFile.RefusalOfImages(text));
}
