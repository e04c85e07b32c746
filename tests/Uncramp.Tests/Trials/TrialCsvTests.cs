using System.Text;
using CsCheck;
using Uncramp.Trials;

namespace Uncramp.Tests;

public sealed class TrialCsvTests
{
    [Theory]
    [InlineData("cond,count\nA,1\nB,0\n")]
    [InlineData("cond,count\nA,1\nB,0")]
    [InlineData("\uFEFFcond,count\r\nA,1\r\nB,0\r\n")]
    [InlineData("cond,count\rA,1\rB,0\r")]
    [InlineData("\"night\",\"cond\",\"note\",\"count\"\n1,\"A\",\"bad, \"\"very\"\" bad\nindeed\",1\n2,\"B\",,\"0\"\n")]
    [InlineData("Count , Cond\n 1 , A\n\n0,b\n")]
    [InlineData("cond,count,x\nA,1.0,9\nB,+0,\n")]
    public void Tables_of_every_program_are_read(string text)
    {
        var (rows, problems) = Read(text);
        problems.ShouldBeEmpty();
        rows.ShouldBe([new TrialCsv.Row(Arm.Without, 1), new TrialCsv.Row(Arm.With, 0)]);
    }

    [Fact]
    public void An_empty_count_is_a_night_nobody_logged() => Read("cond,count\nA,1\nB,0\nB,\nA,NA\n").Rows.Count(row => row.Cramps is null).ShouldBe(2);

    [Theory]
    [InlineData("", ":1", "empty")]
    [InlineData("cond,count\n", ":1", "no night")]
    [InlineData("night,count\n1,2\n", ":1", "'cond'")]
    [InlineData("cond,cramps\nA,2\n", ":1", "'count'")]
    [InlineData("cond,count,count\nA,2,3\n", ":1", "twice")]
    [InlineData("cond,count\nA,1\nB,-1\n", ":3", "'-1'")]
    [InlineData("cond,count\nA,1\nB,1.5\n", ":3", "'1.5'")]
    [InlineData("cond,count\nA,1\nB,many\n", ":3", "'many'")]
    [InlineData("cond,count\nA,1\nB,1e9\n", ":3", "'1e9'")]
    [InlineData("cond,count\nA,1\nB,99999999999999999999999999999999\n", ":3", "no number")]
    [InlineData("cond,count\nA,1\nC,1\n", ":3", "'C'")]
    [InlineData("cond,count\nA,1\nB\n", ":3", "1 of 2")]
    [InlineData("cond,count\n\"A\n\",1\nB,x\n", ":4", "'x'")]
    [InlineData("cond,count\nA,1\nA,0\n", ":2", "none is B")]
    [InlineData("cond,count\nB,1\nB,0\nA,\n", ":2", "none is A")]
    [InlineData("cond,count\nA,\nB,\n", ":2", "No night has a count")]
    public void What_is_wrong_is_said_with_its_line_and_remedy(string text, string line, string what)
    {
        var (rows, problems) = Read(text);
        rows.ShouldBeEmpty();
        problems[0].Place.ShouldBe($"nights.csv{line}");
        problems[0].What.ShouldContain(what);
        problems[0].Remedy.Length.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Every_bad_line_is_told_at_once() => Read("cond,count\nA,-1\nX,1\nB,0.5\nB,1\n").Problems.Count.ShouldBe(3);

    [Fact]
    public void No_bytes_at_all_can_break_it() => Gen.Byte.Array[0, 200].Select(Gen.Bool, (noise, headed) => headed ? [.. "cond,count\n"u8, .. noise] : noise)
        .Sample(bytes => TrialCsv.Read(bytes, "x") is var (rows, problems) && rows.Count == 0 == problems.Count > 0);

    [Fact]
    public void The_order_of_nights_shows_the_pairs()
    {
        var pairs = TrialCsv.Pairs(Read(TwoTrials.Csv(TwoTrials.One)).Rows);
        pairs.Count.ShouldBe(6);
        pairs[0].ShouldBe(new Pair(7, 4, 7, 2));
        pairs[1].ShouldBe(new Pair(7, 5, 7, 2));
        TrialCsv.Pairs(Read("cond,count\nA,1\nB,0\nB,2\nA,1\n").Rows).Count.ShouldBe(2);
        // All of one, then all of the other, unevenly: no pairs.
        TrialCsv.Pairs(Read("cond,count\nA,1\nA,1\nA,1\nB,0\nB,2\n").Rows).ShouldBeEmpty();
    }

    private static (IReadOnlyList<TrialCsv.Row> Rows, IReadOnlyList<Problem> Problems) Read(string text) => TrialCsv.Read(Encoding.UTF8.GetBytes(text), "nights.csv");
}
