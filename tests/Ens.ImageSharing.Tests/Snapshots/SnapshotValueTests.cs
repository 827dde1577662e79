namespace Ens.ImageSharing.Tests.Snapshots;

/// <summary>A snapshot as a value that tests of users create.</summary>
public class SnapshotValueTests
{
    [Fact]
    public void Accounts_are_distinct_and_in_ordinal_order()
    {
        ImageShareSnapshot snapshot = new() { Accounts = [new("9"), new("10"), new("9"), new("1000000000000000001"), new("010")] };

        Assert.Equal(["010", "10", "1000000000000000001", "9"], snapshot.Accounts.Select(account => account.AliyunUid));
    }

    [Theory]
    [InlineData("7", true)]
    [InlineData("70", true)]
    [InlineData("8", true)]
    [InlineData("07", false)]
    [InlineData("71", false)]
    [InlineData("9", false)]
    [InlineData("", false)]
    public void An_account_is_found_by_its_text(string aliyunUid, bool expected) =>
        Assert.Equal(expected, new ImageShareSnapshot { Accounts = [new("8"), new("70"), new("7")] }.Contains(aliyunUid));

    [Fact]
    public void Every_account_of_a_long_snapshot_is_found()
    {
        ImageShareSnapshot snapshot = new() { Accounts = [.. Emulated.Accounts(1001).Select(id => new SharedAccount(id))] };

        Assert.All(Emulated.Accounts(1001), id => Assert.True(snapshot.Contains(id)));
        Assert.False(snapshot.Contains("1515285520001001"));
    }

    [Fact]
    public void Nothing_is_null()
    {
        ImageShareSnapshot snapshot = new() { Accounts = null!, RequestIds = null! };

        Assert.Equal((0, 0, 1), (snapshot.Accounts.Count, snapshot.RequestIds.Count, snapshot.Passes));
        Assert.Throws<ArgumentNullException>(() => snapshot.Contains(null!));
    }

    [Fact]
    public void Its_text_names_the_image_and_the_proof()
    {
        string text = new ImageShareSnapshot { ImageId = "m-1", Proof = SnapshotProof.EqualPasses, Passes = 2 }.ToString();

        Assert.Contains("ImageId = m-1", text, StringComparison.Ordinal);
        Assert.Contains("Proof = EqualPasses", text, StringComparison.Ordinal);
    }
}
