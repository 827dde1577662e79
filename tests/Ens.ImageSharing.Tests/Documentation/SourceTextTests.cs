namespace Ens.ImageSharing.Tests.Documentation;

/// <summary>Rules about the text of the sources that no analyzer checks.</summary>
public class SourceTextTests
{
    private const int LongestLine = 140;

    [Fact]
    public void No_line_of_the_sources_is_longer_than_140_characters()
    {
        string[] longLines =
        [
            .. Repository.Files("src", "*.cs").SelectMany(file => Repository.Read(file).Split('\n')
                .Select((line, index) => (Place: $"{file}:{index + 1}", line.Length))
                .Where(line => line.Length > LongestLine)
                .Select(line => $"{line.Place} has {line.Length} characters")),
        ];

        Assert.True(longLines.Length == 0, string.Join('\n', longLines));
    }
}
