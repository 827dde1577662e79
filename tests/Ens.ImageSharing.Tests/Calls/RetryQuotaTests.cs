using Ens.ImageSharing.Calls;

namespace Ens.ImageSharing.Tests.Calls;

public class RetryQuotaTests
{
    [Fact]
    public void A_full_quota_pays_for_a_hundred_retries()
    {
        RetryQuota quota = new();
        int paid = 0;

        Parallel.For(0, 1000, _ =>
        {
            if (quota.TryTake())
            {
                Interlocked.Increment(ref paid);
            }
        });

        Assert.Equal((100, 0), (paid, quota.Tokens));
    }

    [Fact]
    public void A_retry_that_helped_costs_nothing()
    {
        RetryQuota quota = new();
        Assert.True(quota.TryTake());
        Assert.Equal(495, quota.Tokens);

        quota.Refund(retried: true);

        Assert.Equal(500, quota.Tokens);
    }

    [Fact]
    public void Five_successes_pay_for_a_retry()
    {
        RetryQuota quota = new();
        while (quota.TryTake())
        {
        }

        for (int success = 1; success <= 5; success++)
        {
            quota.Refund(retried: false);
            Assert.Equal(success, quota.Tokens);
        }

        Assert.True(quota.TryTake());
        Assert.False(quota.TryTake());
    }

    [Fact]
    public void Nothing_is_lost_or_gained_when_many_take_and_give_back_at_once()
    {
        RetryQuota quota = new();
        while (quota.Tokens > RetryQuota.Capacity / 2)
        {
            quota.TryTake();
        }

        Parallel.For(0, 1_000_000, _ =>
        {
            if (quota.TryTake())
            {
                quota.Refund(retried: true);
            }
        });

        Assert.Equal(RetryQuota.Capacity / 2, quota.Tokens);
    }

    [Fact]
    public void A_quota_is_never_more_than_full()
    {
        RetryQuota quota = new();

        Parallel.For(0, 1000, _ => quota.Refund(retried: true));

        Assert.Equal(500, quota.Tokens);
    }
}
