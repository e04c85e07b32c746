using System.Text;
using Uncramp.Diary;

namespace Uncramp.Tests;

public sealed class TrialInDiaryTests
{
    private static readonly Trial Plan = new()
    {
        Id = A.Id(1), Measure = "prevention/x", Start = Night.Parse("2026-12-01")!.Value, Block = 3, Washout = 1, Pairs = 6, Seed = new string('a', 64), Schedule = new string('b', 64), RunIn = 14, Agreed = true, Sealed = true,
        Pauses = [new Pause(Night.Parse("2026-12-05")!.Value, Night.Parse("2026-12-07")!.Value), new Pause(Night.Parse("2026-12-20")!.Value, null)],
        Ended = Night.Parse("2026-12-24")!.Value, Because = "side-effect", Logged = A.Morning,
    };

    [Fact]
    public void A_trial_comes_back_from_an_export_byte_for_byte()
    {
        var bytes = DiaryJson.Write(A.Diary(Plan, A.Quiet("2026-12-01") with { Did = true, SideEffect = "sore heel" }));
        var (diary, problems) = DiaryReader.Read(bytes, "export");
        problems.ShouldBeEmpty();
        DiaryJson.Write(diary!).ShouldBe(bytes);
        diary!.Trials.Single().Rests(Night.Parse("2026-12-06")!.Value).ShouldBeTrue();
        diary.Trials.Single().Rests(Night.Parse("2026-12-08")!.Value).ShouldBeFalse();
        diary.Trials.Single().Rests(Night.Parse("2027-12-08")!.Value).ShouldBeTrue();
        diary.Nights.Single().SideEffect.ShouldBe("sore heel");
    }

    [Fact]
    public void Two_copies_of_a_trial_merge_field_by_field()
    {
        var ended = Merge.Say(Plan with { Ended = null, Because = null }, new Trial { Id = Plan.Id, Measure = Plan.Measure, Start = Plan.Start, Block = 3, Washout = 1, Pairs = 6, Seed = Plan.Seed, Logged = new Stamp(A.Morning.At.AddDays(3)), Ended = Plan.Ended, Because = "finished" }).Entry;
        ended.Ended.ShouldBe(Plan.Ended);
        ended.Schedule.ShouldBe(Plan.Schedule);
        Merge.Documents(A.Diary(Plan), A.Diary(ended)).Trials.Single().Because.ShouldBe("finished");
        Merge.Documents(A.Diary(Plan), A.Diary(Plan) with { Trials = [], Removed = [Merge.Remove(Plan, A.Morning)] }).Trials.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"measure":"prevention/x","start":"2026-12-01","block":3,"pairs":6}""", "seed")]
    [InlineData("""{"measure":"prevention/x","start":"2026-12-01","block":3,"pairs":6,"seed":"abc"}""", "seed")]
    [InlineData("""{"measure":"prevention/x","start":"2026-12-01","block":0,"pairs":6,"seed":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "block")]
    [InlineData("""{"measure":"prevention/x","start":"2026-12-01","block":3,"pairs":6,"seed":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","pauses":["2026-12-05/2026-12-01"]}""", "pauses[0]")]
    [InlineData("""{"measure":"prevention/x","start":"2026-12-01","block":3,"pairs":6,"seed":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","because":"bored"}""", "because")]
    public void A_trial_that_cannot_be_is_refused_with_its_place(string body, string place)
    {
        var (trial, problems) = DiaryReader.Read<Trial>(Encoding.UTF8.GetBytes(body), "body", A.Id(1).ToString(), A.Morning);
        trial.ShouldBeNull();
        problems.ShouldContain(problem => problem.Place.EndsWith(place, StringComparison.Ordinal), string.Join('\n', problems));
    }
}
