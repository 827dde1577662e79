using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.AllowLists;

public sealed class AllowListTests
{
    [Fact]
    public void A_list_without_entries_is_refused() =>
        Assert.Contains("at least one entry", Assert.Throws<ArgumentException>(() => new AllowList([])).Message, StringComparison.Ordinal);

    [Fact]
    public void The_empty_list_has_no_entries() => Assert.Empty(AllowList.Empty.Allowances);

    [Fact]
    public void Entries_keep_their_order()
    {
        ShareAllowance[] entries = [Allow("2"), Allow("1"), Allow("3")];
        Assert.Equal(entries, new AllowList(entries).Allowances);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1515 285")]
    [InlineData("-1515")]
    [InlineData("1.51529E+15")]
    [InlineData("１５１５")]
    [InlineData("# partners")]
    public void An_account_that_does_not_consist_of_digits_is_refused(string account)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new AllowList([Allow("1"), Allow(account)]));
        Assert.StartsWith($"Entry 2 of the allow-list must have an account ID, which consists of digits, but has '{account}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_that_is_null_is_refused() => Assert.Throws<ArgumentException>(() => new AllowList([Allow(null!)]));

    [Fact]
    public void An_entry_that_is_null_is_refused() =>
        Assert.StartsWith("Entry 2 ", Assert.Throws<ArgumentException>(() => new AllowList([Allow("1"), null!])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("m-1 ")]
    [InlineData(" m-1")]
    public void An_image_that_is_blank_or_has_white_space_around_it_is_refused(string image) =>
        Assert.StartsWith("Entry 1 ", Assert.Throws<ArgumentException>(() => new AllowList([Allow("1", image)])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, "all images")]
    [InlineData("m-1", "m-1")]
    [InlineData("m-*", "m-*")]
    public void Two_entries_for_one_account_and_image_are_refused(string? image, string named)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new AllowList([Allow("1", image), Allow("2", image), Allow("1", image, Today)]));
        Assert.StartsWith($"Entry 3 of the allow-list is for the same account and image as entry 1: 1, {named}.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_account_may_have_an_entry_for_an_image_one_for_a_pattern_and_one_for_all() =>
        Assert.Equal(3, new AllowList([Allow("1", "m-1"), Allow("1", "m-*"), Allow("1")]).Allowances.Count);

    [Fact]
    public void An_entry_for_the_image_counts_before_a_pattern_and_a_pattern_before_an_entry_for_all()
    {
        ShareAllowance all = Allow("1"), pattern = Allow("1", "m-*"), exact = Allow("1", "m-1");
        AllowList list = new([all, pattern, exact]);
        Assert.Same(exact, list.Find("1", "m-1"));
        Assert.Same(pattern, list.Find("1", "m-2"));
        Assert.Same(all, list.Find("1", "x"));
    }

    [Fact]
    public void Of_two_patterns_the_one_that_expires_first_counts()
    {
        ShareAllowance forever = Allow("1", "m-*"), late = Allow("1", "*-1", Today.AddDays(9)), early = Allow("1", "m*1", Today);
        Assert.Same(early, new AllowList([forever, late, early]).Find("1", "m-1"));
        Assert.Same(early, new AllowList([early, forever, late]).Find("1", "m-1"));
        Assert.Same(late, new AllowList([forever, late]).Find("1", "m-1"));
    }

    [Theory]
    [InlineData("*", "m-1", true)]
    [InlineData("m-*", "m-", true)]
    [InlineData("m-*-x", "m-1-2-x", true)]
    [InlineData("*a*b*", "xaxbx", true)]
    [InlineData("**", "", true)]
    [InlineData("m-*", "n-1", false)]
    [InlineData("m-*", "M-1", false)]
    [InlineData("m-*x", "m-1", false)]
    [InlineData("*ab", "aab", true)]
    [InlineData("m.*", "m-1", false)]
    public void An_asterisk_stands_for_any_characters_and_nothing_else_does(string pattern, string image, bool matches) =>
        Assert.Equal(matches, new AllowList([Allow("1", pattern)]).Find("1", image) is not null);

    [Fact]
    public async Task A_pattern_of_many_asterisks_does_not_take_forever()
    {
        AllowList list = new([Allow("1", string.Concat(Enumerable.Repeat("a*", 200)) + "b")]);
        Assert.Null(await Task.Run(() => list.Find("1", new string('a', 5_000))).WaitAsync(TimeSpan.FromMinutes(1)));
    }
}
