using Ens.ImageSharing.Calls;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Calls;

public class CallTurnsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Pace _pace;
    private readonly CallTurns _call;
    private readonly CallTurns _other;

    public CallTurnsTests()
    {
        _pace = new Pace(_time, null);
        (_call, _other) = (NewCall(), NewCall());
        _other.Refused(0, null);
    }

    [Fact]
    public void A_call_that_is_refused_again_without_an_answer_to_any_other_was_not_helped_by_its_wait()
    {
        Refuse(4);

        Assert.Equal(0, _call.Helped);
    }

    [Fact]
    public void A_call_that_is_refused_again_after_an_answer_to_another_was_helped_by_its_wait()
    {
        Refuse(1);
        _other.Answered();
        Refuse(1);
        _other.Answered();
        Refuse(1);

        Assert.Equal(2, _call.Helped);
    }

    [Fact]
    public void Its_own_answers_do_not_show_that_a_wait_helps()
    {
        Refuse(1);
        _call.Answered();
        Refuse(1);

        Assert.Equal(0, _call.Helped);
    }

    [Fact]
    public void The_waits_of_a_call_grow_until_another_call_is_answered()
    {
        Assert.Equal([0.25, 0.5, 1.0], Refuse(3));

        _other.Answered();

        Assert.Equal([0.25], Refuse(1));
    }

    [Fact]
    public void A_hint_is_the_wait() => Assert.Equal(TimeSpan.FromSeconds(7), _call.Refused(0, TimeSpan.FromSeconds(7)));

    private double[] Refuse(int times) => [.. Enumerable.Range(0, times).Select(_ => _call.Refused(0, null).TotalSeconds)];

    private CallTurns NewCall() => new(_pace, new BackOff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(20), () => 0), _time);
}
