using Ens.ImageSharing.CredentialSources;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>How a command is split into words.</summary>
public class CommandLineTests
{
    [Theory]
    [InlineData("a b  c", "a|b|c")]
    [InlineData(" 'a b' \"c d\"e ", "a b|c de")]
    [InlineData("a\\ b \\\"c '\\d'", "a b|\"c|\\d")]
    [InlineData("\"DOMAIN\\user\" \"a\\\"b\" \"a\\\\b\" \"\\$HOME \\`x\\`\"", "DOMAIN\\user|a\"b|a\\b|$HOME `x`")]
    [InlineData("tool get \\\n --json", "tool|get|--json")]
    [InlineData("tool get \\\r\n --json", "tool|get|--json")]
    [InlineData("tool \"a\\\r\nb\"", "tool|ab")]
    [InlineData("tool 'a\r\nb' \"c\r\r\nd\"", "tool|a\r\nb|c\r\r\nd")]
    [InlineData("to\\\nol \"a\\\nb\" 'a\\\nb'", "tool|ab|a\\\nb")]
    [InlineData("a '' \"\"", "a||")]
    [InlineData("it\"'\"s", "it's")]
    [InlineData("a\nb\tc\u00a0d", "a|b|c\u00a0d")]
    [InlineData("a\\", "a\\")]
    [InlineData("\t", "")]
    public void Posix_quoting_is_followed(string command, string words) => Assert.Equal(words, string.Join("|", CommandLine.SplitPosix(command)));

    [Theory]
    [InlineData("""C:\tools\get.exe --json""", """C:\tools\get.exe|--json""")]
    [InlineData(""" "C:\Program Files\get.exe"  a'b c' """, """C:\Program Files\get.exe|a'b|c'""")]
    [InlineData(""" a\\b "c\\" "d\"e" f\\\"g """, """a\\b|c\|d"e|f\"g""")]
    [InlineData(""" "a""b" "" """, """a"b|""")]
    [InlineData("""a\""", """a\""")]
    public void Windows_quoting_is_followed(string command, string words) => Assert.Equal(words, string.Join("|", CommandLine.SplitWindows(command)));

    [Theory]
    [InlineData("a \"b")]
    [InlineData("a \"b c\\\"")]
    public void A_quote_that_is_not_closed_is_refused(string command)
    {
        Assert.Contains("a quote that is not closed", Assert.Throws<FormatException>(() => CommandLine.SplitPosix(command)).Message, StringComparison.Ordinal);
        Assert.Contains("a quote that is not closed", Assert.Throws<FormatException>(() => CommandLine.SplitWindows(command)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\"\" a")]
    public void A_command_without_a_program_is_refused(string command) => Assert.Throws<FormatException>(() => CommandLine.Split(command));
}
