using CsCheck;
using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class ShardTests
{
    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("2/5", 2, 5)]
    [InlineData("10000/10000", 10000, 10000)]
    public void A_part_is_written_as_a_fraction(string text, int part, int of) =>
        Assert.Equal((new Shard(part, of), null), Shard.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1/0")]
    [InlineData("1/10001")]
    [InlineData("-1/3")]
    [InlineData("+1/3")]
    [InlineData(" 1/3")]
    [InlineData("1/3/5")]
    [InlineData("one/two")]
    [InlineData("99999999999/99999999999")]
    [InlineData("１/３")]
    public void What_is_no_part_is_refused(string text)
    {
        (Shard? shard, string? error) = Shard.Parse(text);

        Assert.Null(shard);
        Assert.Equal($"A part must be written as I/N, with I from 1 to N and N from 1 to 10000, such as 2/5, but was '{text}'.", error);
    }

    [Fact]
    public void Every_image_falls_to_exactly_one_part() =>
        Gen.Select(Gen.String, Gen.Int[1, 20]).Sample(
            (imageId, of) => Assert.Single(Enumerable.Range(1, of), part => ImageShards.Contains(new Shard(part, of), imageId)),
            iter: 500);

    [Fact]
    public void Images_are_spread_evenly()
    {
        int[] counts = new int[8];
        for (int i = 0; i < 8_000; i++)
        {
            counts[Enumerable.Range(1, 8).Single(part => ImageShards.Contains(new Shard(part, 8), $"m-5s7qotzavwbrnzaqh{i}")) - 1]++;
        }

        // Four standard deviations of a fair division are 118.
        Assert.All(counts, count => Assert.InRange(count, 880, 1120));
    }

    /// <summary>A change here would let images be audited twice or never while versions are mixed.</summary>
    [Theory]
    [InlineData("m-1", 4749)]
    [InlineData("m-2", 1172)]
    [InlineData("m-5s7qotzavwbrnzaqh4unm", 9946)]
    [InlineData("镜像", 233)]
    public void The_part_of_an_image_never_changes(string imageId, int expected) =>
        Assert.Equal(expected, Enumerable.Range(1, 10_000).Single(part => ImageShards.Contains(new Shard(part, 10_000), imageId)));
}
