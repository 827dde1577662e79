using System.Text;
using Ens.ImageSharing.Tool.Inputs;

namespace Ens.ImageSharing.Tool.Tests.Inputs;

public class InputFileTests
{
    private static readonly string Missing = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());

    [Fact]
    public void A_file_that_does_not_exist_is_said_so() => Assert.Equal($"{Missing} does not exist.", Refusal(Missing));

    [Fact]
    public void A_file_in_a_folder_that_does_not_exist_is_said_so() =>
        Assert.Equal($"{Missing}/file does not exist.", Refusal(Missing + "/file"));

    [Fact]
    public void A_directory_is_said_so() =>
        Assert.Equal($"{AppContext.BaseDirectory} is a directory; a file is expected.", Refusal(AppContext.BaseDirectory));

    [Fact]
    public void An_empty_path_is_refused() => Assert.Equal("The name of a file is empty.", Refusal(""));

    [Fact]
    public void A_path_that_cannot_be_one_is_refused_and_shown_escaped() =>
        Assert.Equal("a\\u0000b cannot be read: the path is not valid.", Refusal("a\0b"));

    [Fact]
    public void A_failing_device_is_told_without_the_words_of_the_platform() => Assert.Equal(
        "standard input cannot be read: the system reports an input error.",
        Assert.Throws<InputFileException>(() => InputFile.Read("-", () => throw new IOException("secret"))).Message);

    [Fact]
    public void Standard_input_is_read_and_named_so()
    {
        InputFile file = InputFile.Read("-", () => new MemoryStream("m-a"u8.ToArray()));

        Assert.Equal("m-a", Encoding.UTF8.GetString(file.Text.Utf8));
        Assert.Equal("standard input, line 1, column 3: Wrong.", file.Refuse(2, "Wrong.").Message);
    }

    [Fact]
    public void A_file_larger_than_the_limit_is_refused()
    {
        using WrittenFile file = new("");
        using (FileStream stream = File.OpenWrite(file.Path))
        {
            stream.SetLength((64 * 1_048_576) + 1);
        }

        Assert.Equal($"{file.Path} is larger than 64 MiB, the most that is read.", Refusal(file.Path));
    }

    [Fact]
    public void The_name_of_a_file_is_shown_escaped()
    {
        string path = Missing + "\u001b[31m";

        Assert.Equal($"{Missing}\\u001b[31m does not exist.", Refusal(path));
    }

    private static string Refusal(string path) => Assert.Throws<InputFileException>(() => AllowListFile.Read(path)).Message;
}
