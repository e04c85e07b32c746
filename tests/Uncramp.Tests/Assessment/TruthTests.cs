using Uncramp.Assessment;

namespace Uncramp.Tests;

public sealed class TruthTests
{
    [Fact]
    public void Unknown_is_never_no()
    {
        Truths.Not(Truth.Unknown).ShouldBe(Truth.Unknown);
        Truths.Not(Truth.Open).ShouldBe(Truth.Open);
        Truths.Or(Truth.False, Truth.Unknown).ShouldBe(Truth.Unknown);
        Truths.And(Truth.True, Truth.Open).ShouldBe(Truth.Open);
    }

    [Fact]
    public void One_no_settles_a_conjunction_and_one_yes_a_disjunction()
    {
        Truths.And(Truth.False, Truth.Open).ShouldBe(Truth.False);
        Truths.Or(Truth.True, Truth.Unknown).ShouldBe(Truth.True);
    }
}
